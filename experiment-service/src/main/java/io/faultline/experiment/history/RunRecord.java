package io.faultline.experiment.history;

import java.util.List;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.run.RunFact;
import io.faultline.experiment.listing.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of a run.
 *
 * @param place its place in the list of runs
 * @param experiment the experiment as it was asked for; null when the request was never seen
 * @param facts what was told of it, the latest of each part
 */
public record RunRecord(RunSummary summary, Cursor place, @Nullable Experiment experiment, List<RunFact> facts) {
    public RunRecord {
        facts = List.copyOf(facts);
    }

    public <T extends RunFact> List<T> told(Class<T> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
