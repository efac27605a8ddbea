package io.faultline.scheduler.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.experiment.Action;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Hypothesis;
import io.faultline.contracts.experiment.RollbackStrategy;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.PlannedStep;
import io.faultline.contracts.run.RunPart;
import io.faultline.contracts.wire.DurationText;
import org.jspecify.annotations.Nullable;

/**
 * Lays an experiment out as steps: the gate, the stop conditions, the stages one after the other with their lanes side
 * by side, the hypothesis after, the rollbacks.
 */
public final class Planner {
    /** How long a run may take that does not say so itself. */
    public static final Duration LONGEST_RUN = Duration.ofHours(1);

    private final Draft draft;
    private final List<List<StepId>> stages = new ArrayList<>();

    private Planner(ExperimentSpec spec) {
        draft = new Draft(spec);
    }

    public static Planning plan(Experiment experiment) {
        ExperimentSpec spec = experiment.spec();
        return outlastsItsRun(spec).<Planning>map(Planner::refuse).orElseGet(() -> new Planner(spec).layOut(spec));
    }

    private static Optional<Fault> outlastsItsRun(ExperimentSpec spec) {
        Duration longest = spec.maxDuration();
        return longest == null
                ? Optional.empty()
                : spec.faults().stream().filter(fault -> fault.duration().compareTo(longest) > 0).findFirst();
    }

    private static Planning.Unplannable refuse(Fault fault) {
        return new Planning.Unplannable("fault %s lasts %s, longer than the whole run may take; raise maxDuration"
                .formatted(fault.name(), new DurationText(fault.duration())));
    }

    private Plan layOut(ExperimentSpec spec) {
        List<StepId> last = gate(spec.hypothesis());
        last = draft.measure(RunPart.METHOD, new StepId("stop-conditions"), MeasurePhase.STOP_CONDITIONS, null,
                spec.stopConditions(), last);
        last = hypothesisDuring(spec.hypothesis(), last);
        for (Stage stage : spec.stages()) {
            last = stage(stage, last);
        }
        last = hypothesisAfter(spec.hypothesis(), last);
        RollbackStrategy strategy = RollbackStrategy.NEVER;
        if (spec.rollbacks() != null) {
            strategy = spec.rollbacks().strategy();
            for (Action action : spec.rollbacks().actions()) {
                last = draft.act(RunPart.ROLLBACK, "rollback", action, last);
            }
        }
        return new Plan(draft.steps(), stages, strategy, longest(spec.maxDuration()));
    }

    private Duration longest(@Nullable Duration asked) {
        if (asked != null) {
            return asked;
        }
        Duration path = Budgets.longestPath(draft.steps());
        return path.compareTo(LONGEST_RUN) < 0 ? path : LONGEST_RUN;
    }

    private List<StepId> gate(@Nullable Hypothesis hypothesis) {
        List<StepId> last = List.of();
        if (hypothesis != null && hypothesis.strategy().before()) {
            last = check(hypothesis, RunPart.GATE, "before", MeasurePhase.HYPOTHESIS_BEFORE, last);
        }
        return last;
    }

    private List<StepId> hypothesisDuring(@Nullable Hypothesis hypothesis, List<StepId> before) {
        return hypothesis != null && hypothesis.strategy().during()
                ? check(hypothesis, RunPart.METHOD, "during", MeasurePhase.HYPOTHESIS_DURING, before)
                : before;
    }

    private List<StepId> hypothesisAfter(@Nullable Hypothesis hypothesis, List<StepId> method) {
        List<StepId> last = method;
        if (hypothesis != null && hypothesis.strategy().during()) {
            last = check(hypothesis, RunPart.AFTER, "end", MeasurePhase.HYPOTHESIS_END, last);
        }
        if (hypothesis != null && hypothesis.strategy().after()) {
            last = check(hypothesis, RunPart.AFTER, "after", MeasurePhase.HYPOTHESIS_AFTER, last);
        }
        return last;
    }

    private List<StepId> check(Hypothesis hypothesis, RunPart part, String when, MeasurePhase phase,
            List<StepId> after) {
        return draft.measure(part, new StepId("hypothesis:" + when), phase, null, hypothesis.probes(), after);
    }

    private List<StepId> stage(Stage stage, List<StepId> before) {
        int first = draft.steps().size();
        String pause = "pause:stage-" + (stages.size() + 1);
        List<StepId> begin = draft.pause(RunPart.METHOD, pause + "-before", stage.pauses().before(), before);
        List<StepId> ends = new ArrayList<>();
        stage.faults().forEach(fault -> ends.addAll(lane(fault, begin)));
        stage.actions().forEach(action -> ends.addAll(draft.act(RunPart.METHOD, "act", action, begin)));
        for (Probe probe : stage.probes()) {
            ends.addAll(draft.measure(RunPart.METHOD, new StepId("measure:" + probe.name()), MeasurePhase.STAGE, null,
                    List.of(probe), begin));
        }
        List<StepId> over = ends.isEmpty() ? begin : List.copyOf(ends);
        List<StepId> last = draft.pause(RunPart.METHOD, pause + "-after", stage.pauses().after(), over);
        stages.add(draft.steps().stream().skip(first).map(PlannedStep::id).toList());
        return last;
    }

    private List<StepId> lane(Fault fault, List<StepId> before) {
        Lane lane = new Lane(fault.id());
        List<StepId> last = draft.measure(RunPart.METHOD, lane.before(), MeasurePhase.PRE_FAULT, fault.id(),
                fault.probes(), before);
        last = draft.pause(RunPart.METHOD, lane.rampUp().value(), fault.ramp(), last);
        last = draft.inject(lane.inject(), fault, last);
        last = draft.pause(RunPart.METHOD, lane.rampDown().value(), fault.ramp(), last);
        return draft.measure(RunPart.METHOD, lane.after(), MeasurePhase.POST_FAULT, fault.id(), fault.probes(), last);
    }
}
