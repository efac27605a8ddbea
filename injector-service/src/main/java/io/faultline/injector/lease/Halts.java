package io.faultline.injector.lease;

import java.util.Optional;

import io.faultline.contracts.ids.RunId;

/** What the journal says must not be injected. Once such a call returns, no fault it concerns can be armed any more. */
public interface Halts {
    /** Halts everything, unless it is halted already; the halt that holds now. */
    Halt halt(String reason, String requestedBy);

    Optional<Halt> active();

    /** Whether there was one to release. */
    boolean release();

    /** Stops a run for good: no step of it that comes later begins. */
    void stop(RunId run, String reason);
}
