package io.faultline.scheduler.run;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where a step stands; a step nothing has happened to yet has no state.
 *
 * @param deadline when its answer is given up, of a pause when it is over; null once nothing is waited for
 * @param awaited  probes whose result is still to come
 */
public record StepState(Standing standing, @Nullable Instant deadline, List<String> awaited) {
    public StepState {
        awaited = List.copyOf(awaited);
    }

    /** What happened to a step. */
    public enum Standing {
        /** Its time has come. */
        DUE,
        /** Its fault is in force. */
        INJECTED,
        /** Answered, or its time has passed. */
        OVER,
        /** Its fault could not be reverted: over, but still in force. */
        STUCK,
        /** It makes no sense any more: over as soon as all before it is. */
        SKIPPED,
        /** It was due when the run stopped, and is not waited for any more. */
        DROPPED,
        /** It was given up: nobody answered in time. */
        OVERDUE
    }

    static StepState due(Instant deadline, List<String> awaited) {
        return new StepState(Standing.DUE, deadline, awaited);
    }

    static StepState of(Standing standing) {
        return new StepState(standing, null, List.of());
    }

    StepState in(Standing next) {
        return new StepState(next, deadline, awaited);
    }

    StepState until(Instant next) {
        return new StepState(standing, next, awaited);
    }

    StepState without(String probe) {
        List<String> left = awaited.stream().filter(name -> !name.equals(probe)).toList();
        return left.isEmpty() ? of(Standing.OVER) : new StepState(standing, deadline, left);
    }

    boolean isAwaited() {
        return standing == Standing.DUE || standing == Standing.INJECTED;
    }
}
