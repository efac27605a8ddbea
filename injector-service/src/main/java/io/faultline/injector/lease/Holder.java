package io.faultline.injector.lease;

import io.faultline.contracts.ids.RunId;
import io.faultline.injector.fault.Undo;

/** Whoever holds the faults of this injector. */
public interface Holder {
    /** Names this injector among others. */
    String name();

    /**
     * Sees a fault through, from its committed intent to its answer.
     *
     * @param heardAt of the monotonic clock, before it was journalled: its lease runs from then on
     */
    void begin(Lease intent, long heardAt);

    /** Has all faults of a run mended. */
    void order(RunId run, Order order);

    /**
     * Somebody else took it away, or nobody knows whether it is in force: the fault it was of is over, and says so now
     * instead of at its planned end, once it is certainly mended.
     */
    void undone(Undo undo);
}
