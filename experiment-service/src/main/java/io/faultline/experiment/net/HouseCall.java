package io.faultline.experiment.net;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.faultline.contracts.wire.Wire;
import io.faultline.http.ApiSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Another service of the house, called over HTTP as anybody else does who has the API's key; each call bounded in time. */
final class HouseCall implements AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofMillis(500);

    private final String name;
    private final URI address;
    private final Duration patience;
    private final ApiSettings api;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TO_CONNECT).build();

    /**
     * @param name as it is called in texts: "the scheduler"
     * @param patience how long an answer may take in all
     */
    HouseCall(String name, URI address, Duration patience, ApiSettings api) {
        this.name = name;
        this.address = address;
        this.patience = patience;
        this.api = api;
    }

    /**
     * What it answered, if it did.
     *
     * @param status 0 if it did not
     * @param why it is no good answer
     */
    record Answer(int status, @Nullable JsonNode body, String why) {
        boolean isGood() {
            return status / 100 == 2;
        }
    }

    Answer call(String method, String path, @Nullable Map<String, Object> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).header("Authorization",
                "Bearer " + api.required()).header("Content-Type", "application/json").header("If-Match", "*");
        request.method(method, body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(Wire.mapper().writeValueAsBytes(body)));
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request.build(),
                HttpResponse.BodyHandlers.ofByteArray());
        try {
            return answer(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Answer(0, null, "%s has not answered within %d ms".formatted(name, patience.toMillis()));
        } catch (ExecutionException e) {
            return new Answer(0, null, "%s cannot be reached: %s".formatted(name, e.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer(0, null, "interrupted");
        }
    }

    private Answer answer(HttpResponse<byte[]> response) {
        try {
            JsonNode body = response.body().length == 0 ? null : Wire.mapper().readTree(response.body());
            return new Answer(response.statusCode(), body, body == null
                    ? "%s answered %d".formatted(name, response.statusCode())
                    : why(body));
        } catch (JacksonException e) {
            return new Answer(response.statusCode(), null, "the answer of %s cannot be read".formatted(name));
        }
    }

    /** The first place that is wrong tells more than the whole. */
    private static String why(JsonNode problem) {
        String first = problem.at("/errors/0/message").asString("");
        return first.isEmpty() ? problem.path("detail").asString("") : first;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
