package io.faultline.experiment.policy;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.stop.Halts;

/** Asks every guard. */
public record Guards(ProjectId project, Halts halts, BlackoutWindows windows, Limits limits, InstantSource clock) {
    /** What each says now. */
    public List<Guard> of(Experiment experiment) {
        ExperimentSpec spec = experiment.spec();
        return List.of(GuardRules.halt(halts.inForce(project)),
                GuardRules.blackout(windows.all(project).stream().map(BlackoutWindows.Kept::window).toList(),
                        clock.instant()),
                GuardRules.duration(spec, limits), GuardRules.stopConditions(spec.stopConditions()),
                GuardRules.secrets(spec));
    }

    /** The first that refuses to let it start; no halt begins before the caller's transaction has ended. */
    public Optional<Guard> refusal(Experiment experiment) {
        halts.keepOff(project);
        return GuardRules.refusal(of(experiment));
    }
}
