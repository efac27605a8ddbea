package io.faultline.resilience.simulation;

/** What can be wrong on purpose: a checker that does not find it proves nothing. */
public enum Defect {
    /** The effect is made before its undo is in any journal. */
    SKIP_THE_JOURNAL,
    /** Who has lost a lease goes on as if it had it. */
    IGNORE_THE_FENCE,
    /** What is heard a second time is taken for new. */
    FORGET_THE_INBOX,
    /** A fact leaves before the transaction that states it is committed. */
    SEND_BEFORE_COMMIT,
    /** A fact is forgotten before Kafka has it. */
    FORGET_BEFORE_ACKNOWLEDGED,
    /** Leases of the dead are left to themselves. */
    NEVER_TAKE_OVER,
    /** A stop reaches nobody who holds a fault. */
    FORGET_THE_STOP,
    /** Facts of one run overtake each other. */
    SEND_OUT_OF_ORDER,
    /** A step that was heard of is begun each time it is heard of. */
    INJECT_AGAIN,
    /** It is said that a fault is gone before it is. */
    MEND_AFTER_ANSWERING,
    /** The watchdog mends when its injector dies, and not when that one stands still. */
    WATCHDOG_SLEEPS,
    /** Whoever could take over seldom looks whether there is something. */
    TAKE_OVER_LATE
}
