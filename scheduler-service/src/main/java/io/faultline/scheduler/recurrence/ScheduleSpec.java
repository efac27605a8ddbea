package io.faultline.scheduler.recurrence;

import java.time.ZoneId;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a schedule: which experiment, when, and whether at all.
 *
 * @param missed     what is done about ticks nobody was there for
 * @param experiment null if what is kept of it cannot be read any more
 * @param zone       as it was written: whether there is such a zone changes with the years
 */
public record ScheduleSpec(@Nullable String name, ExperimentId experimentId, int revision,
        @Nullable Experiment experiment, String cron, String zone, boolean enabled,
        MissedPolicy missed) {
    public Ticks ticks() {
        return Ticks.of(cron, ZoneId.of(zone));
    }
}
