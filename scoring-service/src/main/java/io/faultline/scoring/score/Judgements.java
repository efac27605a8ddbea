package io.faultline.scoring.score;

import java.util.Optional;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunCompleted;

/** The last words on all runs. */
public interface Judgements {
    /** Keeps it, and says whether it is the run's first: only that one may be told. */
    boolean keep(RunCompleted lastWord);

    Optional<RunCompleted> of(RunId run);
}
