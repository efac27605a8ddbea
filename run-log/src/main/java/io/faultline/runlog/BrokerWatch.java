package io.faultline.runlog;

import java.time.Duration;

/**
 * Tells since when Kafka has not been heard of, for whoever must not go on without it: what it holds may be unwanted by
 * now, and nobody could tell it.
 */
public interface BrokerWatch {
    /**
     * How long Kafka has not answered: zero as long as it answers (up to some four seconds may pass until its silence is
     * noticed, and count then). Never blocks. By the monotonic clock: setting the time of day changes nothing, but a
     * process that was itself stopped for a while has not heard of Kafka either.
     */
    Duration unreachableFor();
}
