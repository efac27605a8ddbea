package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for something in a cluster to come about, for as long as an injection may take. */
final class Pace {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration MARGIN = Duration.ofMillis(750);

    private final long over;

    private Pace(long over) {
        this.over = over;
    }

    /** Ends a little before the effect has to be gone, so that there is time to say what did not come about. */
    static Pace within(Duration longest) {
        Duration left = longest.compareTo(MARGIN.multipliedBy(2)) > 0 ? longest.minus(MARGIN) : longest.dividedBy(2);
        return new Pace(System.nanoTime() + left.toNanos());
    }

    /** Whether there is time for another look, after a pause. */
    boolean again() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long left = over - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        LockSupport.parkNanos(Math.min(left, TimeUnit.MILLISECONDS.toNanos(LOOK.toMillis())));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return true;
    }
}
