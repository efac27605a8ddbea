package io.faultline.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Calls another service; whatever goes wrong on the way is an answer too. */
final class Client {
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1)).build();

    Answer call(URI address, Duration timeout) {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(timeout).build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body().strip());
        } catch (HttpTimeoutException e) {
            return Answer.unavailable("%s does not answer within %d ms".formatted(address.getAuthority(),
                    timeout.toMillis()));
        } catch (IOException e) {
            return Answer.unavailable("%s cannot be reached".formatted(address.getAuthority()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.unavailable("interrupted");
        }
    }
}
