package io.faultline.scheduler.recurrence;

import java.time.Instant;
import java.util.Optional;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.ScheduleId;

/**
 * A schedule as it is kept.
 *
 * @param version  counts its changes, from 1
 * @param nextTick when it fires next; none when it is disabled or its last tick has passed
 * @param trouble  why it was disabled, if no person did it
 * @param missed   how many ticks passed without being fired
 */
public record Schedule(ScheduleId id, ProjectId project, long version, ScheduleSpec spec, Instant createdAt,
        Optional<Instant> nextTick, Optional<String> trouble, long missed) {
    static Schedule of(ScheduleId id, ProjectId project, ScheduleSpec spec, Instant now) {
        return new Schedule(id, project, 1, spec, now, next(spec, now), Optional.empty(), 0);
    }

    /** A changed schedule fires from now on: ticks that were missed before are gone. */
    Schedule changed(ScheduleSpec next, Instant now) {
        return new Schedule(id, project, version + 1, next, createdAt, next(next, now), Optional.empty(),
                missed);
    }

    private static Optional<Instant> next(ScheduleSpec spec, Instant now) {
        return spec.enabled() ? spec.ticks().after(now) : Optional.empty();
    }
}
