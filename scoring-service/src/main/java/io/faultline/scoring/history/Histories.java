package io.faultline.scoring.history;

import java.time.Instant;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunFact;

/** The facts of all runs, as far as a judge needs them. */
public interface Histories {
    /** Keeps a fact, within the transaction the caller is in. */
    void keep(RunFact fact);

    /** What is known of a run, with all that was kept in this transaction; {@link History#EMPTY} when nothing is. */
    History of(RunId run);

    /** Forgets, outside of any transaction, the facts of runs that were judged and over before this moment. */
    void forget(Instant before);
}
