package io.faultline.experiment.infrastructure;

import java.time.Instant;

/**
 * One of those who answer for an infrastructure from inside.
 *
 * @param instance its name among them: that of its pod, and of one process there
 * @param since when it called in first
 * @param leaseUntil it is thought to be gone when it has not called again by then
 */
public record Agent(String instance, String version, Instant since, Instant leaseUntil) {
    public boolean isLive(Instant now) {
        return now.isBefore(leaseUntil);
    }
}
