package io.faultline.injector.lease;

import io.faultline.contracts.ids.RunId;

/** Whoever holds the faults of this injector. */
public interface Holder {
    /** Names this injector among others. */
    String name();

    /** Sees a fault through, from its committed intent to its answer. */
    void begin(Lease intent);

    /** Answers for a fault whose run was stopped before it could begin. */
    void neverBegin(Lease intent);

    /** Mends all faults of a run at once. */
    void stop(RunId run);
}
