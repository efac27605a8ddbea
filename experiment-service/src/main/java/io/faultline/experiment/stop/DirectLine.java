package io.faultline.experiment.stop;

import io.faultline.contracts.ids.RunId;

/**
 * To the injector without Kafka: whoever wants a fault to end does not wait for a broker. Each call is bounded in time,
 * may be repeated, and never belongs in a transaction.
 */
public interface DirectLine {
    /** Mends every fault of this run, and lets none of it begin. */
    Heard stop(RunId run, String reason);

    /** Mends every fault there is, and lets none begin until it is released. */
    Heard halt(String reason, String requestedBy);

    Heard release(String reason, String releasedBy);
}
