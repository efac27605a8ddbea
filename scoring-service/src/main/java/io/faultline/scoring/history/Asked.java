package io.faultline.scoring.history;

import java.time.Instant;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.RunPlanned;

/** The question a run is to answer: its frozen experiment, and since when it is worked on. */
public record Asked(ProjectId project, ExperimentId experimentId, Experiment experiment, Instant since) {
    static Asked by(ExperimentRequested fact) {
        return new Asked(fact.project(), fact.experimentId(), fact.experiment(), fact.requestedAt());
    }

    static Asked by(RunPlanned fact) {
        return new Asked(fact.project(), fact.experimentId(), fact.experiment(), fact.at());
    }
}
