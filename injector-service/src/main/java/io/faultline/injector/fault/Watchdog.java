package io.faultline.injector.fault;

import java.time.Duration;

/**
 * Someone outside of this process who mends when this process dies or the time is up: asked before an effect that would
 * outlive us.
 */
public interface Watchdog {
    /** Returns when the watchdog knows: the effect may be made. */
    void arm(String key, Undo undo, Duration left) throws FaultRefused;

    void disarm(String key);
}
