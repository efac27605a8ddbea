package io.faultline.experiment.policy;

import java.util.List;
import java.util.Optional;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.stop.Halts;

/** Asks every guard. */
public record Guards(ProjectId project, Halts halts) {
    /** What each says now. */
    public List<Guard> of(Experiment experiment) {
        return List.of(GuardRules.halt(halts.inForce(project)));
    }

    /** The first that refuses to let it start; no halt begins before the caller's transaction has ended. */
    public Optional<Guard> refusal(Experiment experiment) {
        halts.keepOff(project);
        return GuardRules.refusal(of(experiment));
    }
}
