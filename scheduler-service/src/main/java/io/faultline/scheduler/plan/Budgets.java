package io.faultline.scheduler.plan;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.PlannedStep;
import io.faultline.contracts.run.Step;

/** How long a step may take before its answer is given up: what it does at the longest, and some slack. */
final class Budgets {
    private static final Duration SLACK = Duration.ofSeconds(15);
    private static final Duration SLACK_OF_A_FAULT = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(180);
    private static final int TARGETS_IF_UNKNOWN = 10;

    private Budgets() {}

    static Duration of(Step step) {
        return switch (step) {
            case Step.Measure measure -> measure.answers().stream().map(Probe::longestEvaluation)
                    .reduce(SLACK, Duration::plus);
            case Step.Inject inject -> inForce(inject).plus(recovery(inject.fault().spec())).plus(SLACK_OF_A_FAULT);
            case Step.Act act -> act.action().timeout().plus(SLACK);
            case Step.Pause pause -> pause.duration();
        };
    }

    private static Duration inForce(Step.Inject inject) {
        Fault fault = inject.fault();
        if (fault.sequence() == Sequence.PARALLEL) {
            return fault.duration();
        }
        return fault.duration()
                .multipliedBy(Objects.requireNonNullElse(inject.blastRadius().maxTargets(), TARGETS_IF_UNKNOWN));
    }

    /** Pods that have to be well again after the fault are waited for. */
    private static Duration recovery(FaultSpec spec) {
        return spec instanceof ClusterFault fault && fault.aim() instanceof PodTarget pods && pods.healthCheck()
                ? RECOVERY
                : Duration.ZERO;
    }

    /** The longest way through the steps. */
    static Duration longestPath(List<PlannedStep> steps) {
        Map<StepId, Duration> ends = new HashMap<>();
        for (PlannedStep step : steps) {
            Duration begin = step.after().stream().map(id -> ends.getOrDefault(id, Duration.ZERO))
                    .reduce(Duration.ZERO, Budgets::longer);
            ends.put(step.id(), begin.plus(step.budget()));
        }
        return ends.values().stream().reduce(Duration.ZERO, Budgets::longer);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
