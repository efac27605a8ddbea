package io.faultline.experiment.net;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.stop.DirectLine;
import io.faultline.experiment.stop.Heard;
import io.faultline.http.ApiSettings;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** The direct line over HTTP. Whatever goes wrong on it is an answer, because the run log tells the injector as well. */
@Component
class InjectorLine implements DirectLine, AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofMillis(500);
    private static final String HALT = "/api/v1/faults/halt";

    private final URI injector;
    private final ApiSettings api;
    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TO_CONNECT).build();

    /** @param patience how long an answer may take in all */
    InjectorLine(@Value("${faultline.injector.url}") URI injector,
            @Value("${faultline.injector.patience}") Duration patience, ApiSettings api) {
        this.injector = injector;
        this.patience = patience;
        this.api = api;
    }

    @Override
    public Heard stop(RunId run, String reason) {
        return call("POST", "/api/v1/faults/stop", Map.of("run", run, "reason", reason));
    }

    @Override
    public Heard halt(String reason, String requestedBy) {
        return call("POST", HALT, Map.of("reason", reason, "requestedBy", requestedBy));
    }

    @Override
    public Heard release(String reason, String releasedBy) {
        return call("DELETE", HALT, Map.of("reason", reason, "requestedBy", releasedBy));
    }

    private Heard call(String method, String path, Map<String, ?> body) {
        HttpRequest request = HttpRequest.newBuilder(injector.resolve(path))
                .header("Authorization", "Bearer " + api.required()).header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofByteArray(Wire.mapper().writeValueAsBytes(body))).build();
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request,
                HttpResponse.BodyHandlers.ofByteArray());
        try {
            return heard(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return new Heard.Unreached("no answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Heard.Unreached(String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Heard.Unreached("interrupted");
        }
    }

    private static Heard heard(HttpResponse<byte[]> answer) {
        if (answer.statusCode() / 100 != 2) {
            return new Heard.Unreached("it answered " + answer.statusCode());
        }
        try {
            return answer.body().length == 0
                    ? new Heard.Reached(0, List.of())
                    : Wire.mapper().readValue(answer.body(), Heard.Reached.class);
        } catch (JacksonException e) {
            return new Heard.Unreached("its answer cannot be read: " + e.getOriginalMessage());
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
