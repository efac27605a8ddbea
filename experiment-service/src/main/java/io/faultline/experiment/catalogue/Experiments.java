package io.faultline.experiment.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;

/** The living experiments, with all their revisions. */
public interface Experiments {
    Optional<KeptExperiment> find(ProjectId project, ExperimentId id);

    Optional<KeptExperiment> revision(ProjectId project, ExperimentId id, int revision);

    Optional<KeptExperiment> named(ProjectId project, String name);

    List<KeptExperiment> list(ExperimentQuery query);

    /** Whether it was added; not if its name is taken. */
    boolean add(KeptExperiment added);

    /** Whether it became the current revision; not if the one before is no longer the current one. */
    boolean revise(KeptExperiment next);

    /** Whether it was forgotten; not if this revision is no longer the current one. */
    boolean forget(KeptExperiment kept, Instant now);
}
