package io.faultline.injector.lease;

/** What makes a fault held end otherwise than planned; the first one given counts. */
public enum Order {
    /** Its run is stopped. */
    STOP,
    /** Everything is halted. */
    HALT,
    /** The lease is not ours any more, or nobody can tell whether it is: mend, and let the journal decide who answers. */
    YIELD,
    /** Leave it as it is: another injector of this machine goes on with it. */
    HAND_OVER
}
