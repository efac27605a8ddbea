package io.faultline.injector.lease;

/** How far a lease has come; what is in none of the first three is over. */
public enum LeaseState {
    /** Its step is due; nothing was done yet. */
    INTENT,
    /** Its undo is in the journal: from here on it may have an effect. */
    ARMED,
    /** In force, and said so. */
    ACTIVE,
    /** Its effect was taken away. */
    REVERTED,
    /** It never had an effect, or none is left. */
    NOT_INJECTED,
    /** Its effect could not be taken away: a person has to. */
    REVERT_FAILED;

    public boolean isOpen() {
        return this == INTENT || this == ARMED || this == ACTIVE;
    }

    /** Whether something may be broken by it right now. */
    public boolean mayHaveEffect() {
        return this == ARMED || this == ACTIVE || this == REVERT_FAILED;
    }
}
