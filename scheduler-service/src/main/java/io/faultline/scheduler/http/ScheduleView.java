package io.faultline.scheduler.http;

import java.time.Instant;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ScheduleId;
import io.faultline.scheduler.recurrence.Schedule;
import io.faultline.scheduler.recurrence.ScheduleSpec;
import org.jspecify.annotations.Nullable;

/** A schedule as it is shown. */
record ScheduleView(ScheduleId id, @Nullable String name, ExperimentId experimentId, int revision,
        @JsonPropertyDescription("The frozen experiment; left out in lists.") @Nullable Experiment experiment,
        @Nullable String experimentName, String cron, String zone, boolean enabled,
        @JsonPropertyDescription("What is done about ticks nobody was there for: skip, once, all.") String missed,
        @JsonPropertyDescription("Counts its changes; also the ETag.") long version, Instant createdAt,
        @JsonPropertyDescription("When it fires next, if it does.") @Nullable Instant nextFiring,
        @JsonPropertyDescription("Why it was disabled, if no person did it; a change clears it.") @Nullable String trouble,
        @JsonPropertyDescription("How many ticks passed without being fired, because nobody was there.") long missedTicks) {
    static ScheduleView whole(Schedule schedule) {
        return of(schedule, schedule.spec().experiment());
    }

    static ScheduleView inList(Schedule schedule) {
        return of(schedule, null);
    }

    private static ScheduleView of(Schedule schedule, @Nullable Experiment experiment) {
        ScheduleSpec spec = schedule.spec();
        Experiment known = spec.experiment();
        return new ScheduleView(schedule.id(), spec.name(), spec.experimentId(), spec.revision(), experiment,
                known == null ? null : known.name(), spec.cron(), spec.zone(), spec.enabled(),
                spec.missed().name().toLowerCase(Locale.ROOT), schedule.version(),
                schedule.createdAt(), schedule.nextTick().orElse(null), schedule.trouble().orElse(null),
                schedule.missed());
    }
}
