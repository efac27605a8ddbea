package io.faultline.contracts.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/** Notices that the clock was set, or the machine was asleep: it then did not go as time passed. */
public final class ClockSteps {
    /** Smaller ones change nothing that matters. */
    private static final Duration TOLERATED = Duration.ofSeconds(2);

    private final LongSupplier nanos;
    private @Nullable Instant lastLook;
    private long lastNanos;

    /** @param nanos time as it passes, whatever the clock says */
    public ClockSteps(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** By how much the clock was set since this was last asked; back if negative, nothing if tolerated. */
    public synchronized Optional<Duration> since(Instant now) {
        long nanosNow = nanos.getAsLong();
        Instant before = lastLook;
        Duration passed = Duration.ofNanos(nanosNow - lastNanos);
        lastLook = now;
        lastNanos = nanosNow;
        return before == null
                ? Optional.empty()
                : Optional.of(Duration.between(before, now).minus(passed))
                        .filter(step -> step.abs().compareTo(TOLERATED) > 0);
    }
}
