package io.faultline.injector.lease;

/** What came of journalling undo and targets. */
public sealed interface Arming {
    /** They are in the journal, the targets are locked: the effect may be made. */
    record Done() implements Arming {}

    /** Another injector has the lease. */
    record Lost() implements Arming {}

    /** A guard that looks into the journal says no. */
    record Refused(Objection why) implements Arming {}
}
