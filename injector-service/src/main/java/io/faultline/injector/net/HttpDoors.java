package io.faultline.injector.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.faultline.injector.fault.application.Answer;
import io.faultline.injector.fault.application.Call;
import io.faultline.injector.fault.application.Doors;

/**
 * Doors by the JDK's HTTP client. It is also found as a service, by the watchdog: a program of its own that has nothing
 * but our own classes.
 */
public final class HttpDoors implements Doors {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration SETTLED = Duration.ofSeconds(1);
    private static final int REACHED_MILLIS = 500;
    private static final int LONGEST_ANSWER = 1 << 20;

    private final Egress egress;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT).followRedirects(HttpClient.Redirect.NEVER).build();

    /** For who only takes away what was allowed to be made. */
    public HttpDoors() {
        this(new Egress(true, true));
    }

    HttpDoors(Egress egress) {
        this.egress = egress;
    }

    @Override
    public Answer call(String address, Call call) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> under = client
                .sendAsync(request(address, call).timeout(ANSWER).build(), body());
        try {
            return answer(under.get());
        } catch (ExecutionException e) {
            throw trouble(e);
        } catch (InterruptedException e) {
            settle(under);
            throw e;
        }
    }

    /** What was said cannot be unsaid: it is heard before anything else is said there. */
    private static void settle(CompletableFuture<HttpResponse<String>> under) {
        under.handle((_, _) -> true).completeOnTimeout(false, SETTLED.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    private static IOException trouble(ExecutionException e) {
        return e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }

    @Override
    public Optional<Answer> begin(String address, Call call, Duration wait) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> under = client.sendAsync(request(address, call).build(), body());
        try {
            return Optional.of(answer(under.get(wait.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw trouble(e);
        }
    }

    private HttpRequest.Builder request(String address, Call call) throws IOException {
        URI there = URI.create(address + call.path());
        try {
            egress.check(there.getHost());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        return HttpRequest.newBuilder(there).header("Accept", "application/json, text/plain, */*")
                .header("Content-Type", "application/json").method(call.method(), call.body().isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(call.body()));
    }

    private static HttpResponse.BodyHandler<String> body() {
        return HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8),
                LONGEST_ANSWER);
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.body());
    }

    @Override
    public boolean reaches(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), REACHED_MILLIS);
            return true;
        } catch (IOException e) {
            return e instanceof ConnectException && String.valueOf(e.getMessage()).contains("refused");
        }
    }
}
