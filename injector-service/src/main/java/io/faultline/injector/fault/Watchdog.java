package io.faultline.injector.fault;

import java.time.Duration;

/**
 * Someone outside of this process who mends when this process dies or the time is up: asked before an effect that would
 * outlive us.
 */
public interface Watchdog {
    /**
     * Returns when the undo is safe on this machine's disk and the watchdog knows it: the effect may be made.
     *
     * @param fence of the lease; who arms the same key with a higher one has taken it over
     */
    void arm(String key, long fence, Undo undo, Duration left) throws FaultRefused;

    /** It is mended, or was never made. */
    void disarm(String key);

    /**
     * Our end is no death from here on: what is armed stays in force, and is mended only if nobody has armed the same
     * key with a higher fence within the grace.
     */
    void handOver(Duration grace);
}
