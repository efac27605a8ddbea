package io.faultline.experiment.policy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.infrastructure.Infrastructures;
import io.faultline.experiment.infrastructure.KeptInfrastructure;
import io.faultline.experiment.stop.Halts;

/** Asks every guard. */
public record Guards(ProjectId project, Halts halts, BlackoutWindows windows, Limits limits,
        Infrastructures infrastructures, InstantSource clock) {
    /** What each says now. */
    public List<Guard> of(Experiment experiment) {
        ExperimentSpec spec = experiment.spec();
        Instant now = clock.instant();
        List<Guard> guards = new ArrayList<>(List.of(GuardRules.halt(halts.inForce(project)),
                GuardRules.blackout(windows.all(project).stream().map(BlackoutWindows.Kept::window).toList(),
                        now),
                GuardRules.duration(spec, limits), GuardRules.stopConditions(spec.stopConditions()),
                GuardRules.secrets(spec)));
        guards.addAll(GuardRules.infrastructure(spec, registered(spec), now));
        return List.copyOf(guards);
    }

    private Optional<KeptInfrastructure> registered(ExperimentSpec spec) {
        return spec.infrastructure() == null
                ? Optional.empty()
                : infrastructures.named(project, spec.infrastructure().name());
    }

    /** The first that refuses to let it start; no halt begins before the caller's transaction has ended. */
    public Optional<Guard> refusal(Experiment experiment) {
        halts.keepOff(project);
        return GuardRules.refusal(of(experiment));
    }
}
