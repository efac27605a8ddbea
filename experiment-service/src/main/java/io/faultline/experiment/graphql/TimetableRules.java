package io.faultline.experiment.graphql;

import java.time.Duration;
import java.util.Optional;

import io.faultline.formats.litmus.Timetable;
import org.jspecify.annotations.Nullable;

/** What of a manifest's timetable the scheduler can keep to. The rest is refused: nobody is told of what is dropped. */
final class TimetableRules {
    /** So long the scheduler makes up for a tick that passed while it was not there. */
    private static final Duration MADE_UP = Duration.ofMinutes(5);
    private static final String CLOCK = "start and stop its schedule with updateCronExperimentState";

    private TimetableRules() {}

    /** The field, and what to do instead. */
    static Optional<String> refusal(Timetable timetable) {
        if (timetable.once() != null) {
            return Optional
                    .of("schedule.once is not honoured: send it without a schedule, and runChaosExperiment then");
        } else if (timetable.from() != null) {
            return Optional.of("timeRange.startTime is not honoured: leave it out, and " + CLOCK);
        } else if (timetable.until() != null) {
            return Optional.of("timeRange.endTime is not honoured: leave it out, and " + CLOCK);
        }
        return Optional.ofNullable(timetable.concurrencyPolicy()).filter(policy -> !policy.equals("Forbid"))
                .map("concurrencyPolicy %s is not honoured, because a target is hit by one run at a time: write Forbid"::formatted);
    }

    /** What becomes of a missed tick, in the scheduler's words: never is one made up for later than is allowed. */
    static @Nullable String missed(@Nullable Timetable timetable) {
        return timetable != null && timetable.startingDeadline() != null
                && timetable.startingDeadline().compareTo(MADE_UP) < 0 ? "skip" : null;
    }
}
