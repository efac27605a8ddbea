package io.faultline.contracts.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Notices that the clock was set, or the machine was asleep: it then did not go as time passed.
 *
 * @param nanos time as it passes, whatever the clock says
 * @param last what both said when this was last asked
 */
public record ClockSteps(LongSupplier nanos, AtomicReference<Optional<Reading>> last) {
    /** Smaller ones change nothing that matters. */
    private static final Duration TOLERATED = Duration.ofSeconds(2);

    public ClockSteps(LongSupplier nanos) {
        this(nanos, new AtomicReference<>(Optional.empty()));
    }

    /** What the clock said when so much time had passed. */
    public record Reading(Instant clock, long nanos) {}

    /** By how much the clock was set since this was last asked; back if negative, nothing if tolerated. */
    public Optional<Duration> since(Instant now) {
        Reading read = new Reading(now, nanos.getAsLong());
        return last.getAndSet(Optional.of(read))
                .map(before -> Duration.between(before.clock(), now).minusNanos(read.nanos() - before.nanos()))
                .filter(step -> step.abs().compareTo(TOLERATED) > 0);
    }
}
