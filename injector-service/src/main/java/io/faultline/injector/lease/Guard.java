package io.faultline.injector.lease;

import io.faultline.contracts.run.Refusal;

/** Who is asked before a fault is injected, and what it refuses with. */
public enum Guard {
    DURATION("duration", Refusal.TOO_LONG), //
    SELECTION("selection", Refusal.EMPTY_SELECTION), //
    BLAST_RADIUS("blast-radius", Refusal.BLAST_RADIUS), //
    PROTECTED("protected", Refusal.PROTECTED_TARGET), //
    LOCK("lock", Refusal.TARGET_LOCKED), //
    HALT("halt", Refusal.HALTED);

    private final String title;
    private final Refusal refusal;

    Guard(String title, Refusal refusal) {
        this.title = title;
        this.refusal = refusal;
    }

    /** As people write it. */
    public String title() {
        return title;
    }

    public Refusal refusal() {
        return refusal;
    }
}
