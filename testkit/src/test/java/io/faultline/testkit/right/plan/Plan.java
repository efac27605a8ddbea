package io.faultline.testkit.right.plan;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.faultline.contracts.ids.RunId;

/** A noun as it should be. */
public record Plan(RunId run, List<String> names, int[] sizes) {
    public Instant at(InstantSource clock) {
        return clock.instant();
    }
}
