package io.faultline.experiment.catalogue;

import java.time.Instant;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;

/** An experiment in one of its revisions. */
public record KeptExperiment(ExperimentId id, ProjectId project, int revision, Experiment experiment,
        Instant createdAt, Instant updatedAt) {
    /** The same experiment, changed. */
    public KeptExperiment revised(Experiment next, Instant now) {
        return new KeptExperiment(id, project, revision + 1, next, createdAt, now);
    }

    public String name() {
        return experiment.name();
    }
}
