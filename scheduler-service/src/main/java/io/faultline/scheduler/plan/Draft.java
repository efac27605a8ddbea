package io.faultline.scheduler.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.experiment.Action;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.PlannedStep;
import io.faultline.contracts.run.RunPart;
import io.faultline.contracts.run.Step;
import org.jspecify.annotations.Nullable;

/** A plan that grows: every method adds steps behind those given, and answers what the next ones have to wait for. */
record Draft(ExperimentSpec spec, List<PlannedStep> steps) {
    Draft(ExperimentSpec spec) {
        this(spec, new ArrayList<>());
    }

    List<StepId> pause(RunPart part, String name, Duration duration, List<StepId> after) {
        return duration.isZero() ? after : add(part, new Step.Pause(new StepId(name), duration), after);
    }

    List<StepId> inject(StepId id, Fault fault, List<StepId> after) {
        return add(RunPart.METHOD, new Step.Inject(id, fault, spec.blastRadius(), spec.infrastructure(),
                spec.helperPods()), after);
    }

    List<StepId> measure(RunPart part, StepId id, MeasurePhase phase, @Nullable FaultId fault, List<Probe> probes,
            List<StepId> after) {
        if (probes.isEmpty()) {
            return after;
        }
        return add(part, new Step.Measure(id, phase, fault, probes, spec.configuration(), spec.secrets(),
                spec.infrastructure(), spec.helperPods()), after);
    }

    List<StepId> act(RunPart part, String prefix, Action action, List<StepId> after) {
        String pause = "pause:" + prefix + "-" + action.name();
        Step.Act act = new Step.Act(new StepId(prefix + ":" + action.name()), action, spec.configuration(),
                spec.secrets());
        List<StepId> waited = pause(part, pause + "-before", action.pauses().before(), after);
        return pause(part, pause + "-after", action.pauses().after(), add(part, act, waited));
    }

    private List<StepId> add(RunPart part, Step step, List<StepId> after) {
        steps.add(new PlannedStep(step, part, after, Budgets.of(step)));
        return List.of(step.id());
    }
}
