package io.faultline.ledger;

import java.time.Duration;

/**
 * How much time is allowed.
 *
 * @param revert for a fault to be gone, once its time is over, its run is stopped or its owner is dead
 * @param alarm  beyond that, for saying that it cannot be reverted
 * @param ending for a run to come to its end, once its deadline has passed
 */
public record Limits(Duration revert, Duration alarm, Duration ending) {
    public static final Limits PROMISED = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(2),
            Duration.ofMinutes(10));
}
