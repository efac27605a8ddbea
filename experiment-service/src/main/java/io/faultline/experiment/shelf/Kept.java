package io.faultline.experiment.shelf;

import java.time.Instant;

/** Something kept, and since when it is as it is. */
public record Kept<T>(String name, T content, Instant createdAt, Instant updatedAt) {
    /** The same, changed. */
    public Kept<T> changed(T next, Instant now) {
        return new Kept<>(name, next, createdAt, now);
    }
}
