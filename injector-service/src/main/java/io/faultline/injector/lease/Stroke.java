package io.faultline.injector.lease;

import java.time.Instant;
import java.util.List;

/** Targets that are hit together, from one index of the plan to another, until the given instant. */
public record Stroke(int from, int to, Instant over) {
    public <T> List<T> of(List<T> all) {
        return all.subList(from, to);
    }
}
