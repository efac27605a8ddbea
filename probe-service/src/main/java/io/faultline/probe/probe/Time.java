package io.faultline.probe.probe;

import java.time.Duration;
import java.time.Instant;

/** The time, and waiting for it. */
public interface Time {
    Instant now();

    void sleep(Duration duration) throws InterruptedException;
}
