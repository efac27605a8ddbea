package io.faultline.scoring.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RunFact;
import io.faultline.scoring.history.History;

/**
 * The runs of the last while, folded as their facts were committed. Facts are only ever added, so a fold is known to be
 * whole by the number of its facts; if another instance has read some in between, it is not, and is made anew.
 */
final class Folded {
    private static final int MOST_RUNS = 256;

    /** A fold, and of how many facts it is. */
    record Fold(History history, long facts) {
        static final Fold NONE = new Fold(History.EMPTY, 0);

        Fold and(List<RunFact> more) {
            History folded = history;
            for (RunFact fact : more) {
                folded = folded.and(fact);
            }
            return new Fold(folded, facts + more.size());
        }
    }

    private final Map<RunId, Fold> folds = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RunId, Fold> eldest) {
            return size() > MOST_RUNS;
        }
    };

    synchronized Fold of(RunId run) {
        return Optional.ofNullable(folds.get(run)).orElse(Fold.NONE);
    }

    /** Only of facts this instance has itself committed, each once: so a fold is never of more than there are. */
    synchronized void add(RunId run, List<RunFact> committed) {
        folds.put(run, of(run).and(committed));
    }
}
