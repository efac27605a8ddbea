package io.faultline.experiment.net;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.faultline.contracts.ids.ScheduleId;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.catalogue.KeptExperiment;
import io.faultline.experiment.infrastructure.Registry;
import io.faultline.experiment.workflow.Clockwork;
import io.faultline.http.ApiSettings;
import io.faultline.http.InfrastructureSeals;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Speaks to the scheduler over HTTP, as anybody else who has the API's key. */
@Component
final class SchedulerLine implements Clockwork, AutoCloseable {
    private static final Duration TO_CONNECT = Duration.ofMillis(500);
    private static final String SCHEDULES = "/api/v1/schedules";

    private final URI scheduler;
    private final ApiSettings api;
    private final Registry registry;
    private final InfrastructureSeals seals;
    private final Duration patience;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TO_CONNECT).build();

    /** @param patience how long an answer may take in all */
    SchedulerLine(@Value("${faultline.scheduler.url}") URI scheduler,
            @Value("${faultline.scheduler.patience}") Duration patience, ApiSettings api, Registry registry,
            InfrastructureSeals seals) {
        this.registry = registry;
        this.seals = seals;
        this.scheduler = scheduler;
        this.patience = patience;
        this.api = api;
    }

    /** What it answered, if it did. */
    private record Answer(int status, @Nullable JsonNode body, String why) {
        boolean isGood() {
            return status / 100 == 2;
        }
    }

    @Override
    public Wound make(KeptExperiment experiment, Timing timing) {
        return wound(call("POST", SCHEDULES, body(experiment, timing, false)));
    }

    @Override
    public Wound change(ScheduleId schedule, KeptExperiment experiment, Timing timing, boolean fires) {
        return wound(call("PUT", SCHEDULES + "/" + schedule, body(experiment, timing, fires)));
    }

    @Override
    public @Nullable Boolean fires(ScheduleId schedule) {
        Answer answer = call("GET", SCHEDULES + "/" + schedule, null);
        return answer.isGood() && answer.body() != null ? answer.body().path("enabled").asBoolean(false) : null;
    }

    @Override
    public Wound forget(ScheduleId schedule) {
        Answer answer = call("DELETE", SCHEDULES + "/" + schedule, null);
        return answer.isGood() || answer.status() == 404
                ? new Wound.Done(schedule)
                : new Wound.Refused(answer.why());
    }

    /** The cluster it is aimed at is filled in and sealed here: the scheduler believes nobody else. */
    private Map<String, Object> body(KeptExperiment experiment, Timing timing, boolean fires) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", experiment.name());
        body.put("experimentId", experiment.id());
        body.put("revision", experiment.revision());
        body.put("experiment", seals.seal(registry.freeze(experiment.experiment())));
        body.put("cron", timing.cron());
        if (timing.zone() != null) {
            body.put("zone", timing.zone());
        }
        body.put("enabled", fires);
        return body;
    }

    private static Wound wound(Answer answer) {
        JsonNode body = answer.body();
        return answer.isGood() && body != null && body.path("id").isString()
                ? new Wound.Done(ScheduleId.parse(body.path("id").asString()))
                : new Wound.Refused(answer.why());
    }

    private Answer call(String method, String path, @Nullable Map<String, Object> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(scheduler.resolve(path)).header("Authorization",
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
            return new Answer(0, null, "the scheduler has not answered within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            return new Answer(0, null, "the scheduler cannot be reached: " + e.getCause());
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer(0, null, "interrupted");
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        try {
            JsonNode body = response.body().length == 0 ? null : Wire.mapper().readTree(response.body());
            return new Answer(response.statusCode(), body, body == null
                    ? "the scheduler answered " + response.statusCode()
                    : why(body));
        } catch (JacksonException e) {
            return new Answer(response.statusCode(), null, "the scheduler's answer cannot be read");
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
