package io.faultline.runlog;

import java.util.Set;

import io.faultline.contracts.run.RunFact;

/**
 * What a service does on a fact. Called once for each fact (by event id), in the order of each run, inside the
 * transaction that also remembers the fact as read: whatever it writes to the database or appends to the
 * {@link RunLog} happens once. Effects outside the database belong after the commit.
 */
public interface FactListener {
    /** The kinds it wants; all others are skipped unread. */
    Set<Class<? extends RunFact>> facts();

    /** An exception makes the fact come again, and after a few tries a dead letter. */
    void on(ReceivedFact received);
}
