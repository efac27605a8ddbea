package io.faultline.probe.assignment;

import io.faultline.contracts.ids.RunId;

/** Carry assignments out, each beside the others. */
public interface Workers {
    void begin(Assignment assignment);

    /** Interrupts whatever is being done for a run. */
    void drop(RunId run);

    /** Interrupts all there is. */
    void close() throws InterruptedException;
}
