package io.faultline.injector.lease;

import io.faultline.injector.fault.Undo;

/** Hears of effects that are not in force any more, or not certainly, though nobody has asked for their end. */
public interface EarlyEnds {
    /**
     * Somebody else took it away, or nobody knows whether it is in force: the fault it was of is over, and says so now
     * instead of at its planned end, once it is certainly mended.
     */
    void undone(Undo undo);
}
