package io.faultline.experiment.stop;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Everything was ended, and nothing may start until it is released.
 *
 * @param runsStopped how many runs were ended by it
 * @param release null while it is in force
 */
public record Halt(long id, String requestedBy, String reason, Instant since, int runsStopped,
        @Nullable Release release) {
    /** Who let runs start again, why and when. */
    public record Release(String releasedBy, String reason, Instant at) {}

    public boolean isInForce() {
        return release == null;
    }
}
