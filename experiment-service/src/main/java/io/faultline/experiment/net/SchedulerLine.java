package io.faultline.experiment.net;

import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.faultline.contracts.ids.ScheduleId;
import io.faultline.experiment.catalogue.KeptExperiment;
import io.faultline.experiment.infrastructure.Registry;
import io.faultline.experiment.workflow.Clockwork;
import io.faultline.http.ApiSettings;
import io.faultline.http.InfrastructureSeals;
import io.faultline.http.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Speaks to the scheduler over HTTP, as anybody else who has the API's key. */
@Component
final class SchedulerLine implements Clockwork, AutoCloseable {
    private static final String SCHEDULES = "/api/v1/schedules";

    private final HouseCall scheduler;
    private final Registry registry;
    private final InfrastructureSeals seals;

    /** @param patience how long an answer may take in all */
    SchedulerLine(@Value("${faultline.scheduler.url}") URI scheduler,
            @Value("${faultline.scheduler.patience}") Duration patience, ApiSettings api, Registry registry,
            InfrastructureSeals seals) {
        this.registry = registry;
        this.seals = seals;
        this.scheduler = new HouseCall("the scheduler", scheduler, patience, api);
    }

    @Override
    public Wound make(KeptExperiment experiment, Timing timing) {
        return wound(scheduler.call("POST", SCHEDULES, body(experiment, timing, false)));
    }

    @Override
    public Wound change(ScheduleId schedule, KeptExperiment experiment, Timing timing, boolean fires) {
        return wound(scheduler.call("PUT", SCHEDULES + "/" + schedule, body(experiment, timing, fires)));
    }

    /** One is asked for by its id, several are looked for in the list of all. */
    @Override
    public Map<ScheduleId, Boolean> firing(Collection<ScheduleId> schedules) {
        Map<ScheduleId, Boolean> known = new HashMap<>();
        if (schedules.size() == 1) {
            take(scheduler.call("GET", SCHEDULES + "/" + schedules.iterator().next(), null).body(), known);
            return known;
        }
        String next = "";
        while (next != null && !known.keySet().containsAll(schedules)) {
            JsonNode page = scheduler.call("GET", SCHEDULES + "?limit=" + Page.MAX_LIMIT + next, null).body();
            next = page == null || !page.path("next").isString() ? null : "&after=" + page.path("next").asString();
            if (page != null) {
                page.path("items").forEach(each -> take(each, known));
            }
        }
        return known;
    }

    private static void take(@Nullable JsonNode schedule, Map<ScheduleId, Boolean> known) {
        if (schedule != null && schedule.path("id").isString() && schedule.path("enabled").isBoolean()) {
            known.put(ScheduleId.parse(schedule.path("id").asString()), schedule.path("enabled").asBoolean());
        }
    }

    @Override
    public Wound forget(ScheduleId schedule) {
        HouseCall.Answer answer = scheduler.call("DELETE", SCHEDULES + "/" + schedule, null);
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
        if (timing.missed() != null) {
            body.put("missed", timing.missed());
        }
        body.put("enabled", fires);
        return body;
    }

    private static Wound wound(HouseCall.Answer answer) {
        JsonNode body = answer.body();
        return answer.isGood() && body != null && body.path("id").isString()
                ? new Wound.Done(ScheduleId.parse(body.path("id").asString()))
                : new Wound.Refused(answer.why());
    }

    @Override
    public void close() {
        scheduler.close();
    }
}
