package io.faultline.scheduler.recurrence;

import java.time.ZoneId;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import org.jspecify.annotations.Nullable;

/** What a person says of a schedule: which experiment, when, and whether at all. */
public record ScheduleSpec(@Nullable String name, ExperimentId experimentId, int revision, Experiment experiment,
        String cron, ZoneId zone, boolean enabled) {
    public Ticks ticks() {
        return Ticks.of(cron, zone);
    }
}
