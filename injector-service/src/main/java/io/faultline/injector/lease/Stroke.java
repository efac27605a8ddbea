package io.faultline.injector.lease;

import java.time.Instant;
import java.util.List;

/** Targets that are hit together, from one index of the plan to another, and in which time. */
public record Stroke(int from, int to, Instant since, Instant over) {
    public <T> List<T> of(List<T> all) {
        return all.subList(from, to);
    }
}
