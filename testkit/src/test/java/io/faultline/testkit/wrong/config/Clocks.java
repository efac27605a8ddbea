package io.faultline.testkit.wrong.config;

import java.time.Instant;

/** Wiring, where clocks come from. */
public class Clocks {
    public Instant now() {
        return Instant.now();
    }
}
