package io.faultline.experiment.history;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;

/** The runs there are and were. */
public interface Runs {
    /** Applies changes, at most one for each run. */
    void apply(Collection<Change> changes);

    Optional<RunRecord> find(ProjectId project, RunId run);

    /** The same, held against changes until the end of the transaction. */
    Optional<RunRecord> hold(ProjectId project, RunId run);

    /** Those that are not over and were not asked to end, held against changes until the end of the transaction. */
    List<RunId> holdOpen(ProjectId project);

    List<ListedRun> list(RunQuery query);
}
