package io.faultline.injector.lease;

import java.util.Optional;

import io.faultline.contracts.ids.RunId;

/** Ends faults at once, without Kafka; returns when they are mended, or after a few seconds. */
public interface Brake {
    /** Ends the faults of a run, and has no other of it begin. */
    Braked stop(RunId run, String reason);

    /** Ends every fault, and has none begin until it is released; what came of it. */
    Braked halt(String reason, String requestedBy);

    /** The halt in force. */
    Optional<Halt> halted();

    /** Whether there was a halt to release. */
    boolean release();

    /** Tries at once to mend what did not mend; the lease as it stands then, or empty if it is not stuck here. */
    Optional<Lease> retry(long id);

    /** A person says that what did not mend is mended; the lease as it stands then, or empty if it is not stuck. */
    Optional<Lease> acknowledge(long id, String why);
}
