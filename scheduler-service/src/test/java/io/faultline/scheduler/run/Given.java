package io.faultline.scheduler.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.Action;
import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Hypothesis;
import io.faultline.contracts.experiment.HypothesisStrategy;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Pauses;
import io.faultline.contracts.experiment.RollbackStrategy;
import io.faultline.contracts.experiment.Rollbacks;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.probe.CommandCall;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.testkit.Probes;
import org.jspecify.annotations.Nullable;

/** Experiments for stories, grown part by part. */
record Given(List<Stage> stages, @Nullable Hypothesis hypothesis, @Nullable Rollbacks rollbacks,
        @Nullable Duration maxDuration, List<Probe> stopConditions) {
    static Given stages(Stage... stages) {
        return new Given(List.of(stages), null, null, null, List.of());
    }

    Given hypothesis(HypothesisStrategy strategy) {
        return new Given(stages, new Hypothesis("all is well", strategy,
                List.of(Probes.holding("well", ProbeMode.EDGE), Probes.holding("fast", ProbeMode.EDGE))), rollbacks,
                maxDuration, stopConditions);
    }

    Given rollbacks(RollbackStrategy strategy, Action... actions) {
        return new Given(stages, hypothesis, new Rollbacks(strategy, List.of(actions)), maxDuration,
                stopConditions);
    }

    Given atMost(Duration duration) {
        return new Given(stages, hypothesis, rollbacks, duration, stopConditions);
    }

    Given stopConditions(Probe... conditions) {
        return new Given(stages, hypothesis, rollbacks, maxDuration, List.of(conditions));
    }

    Experiment experiment() {
        return Experiment.of(new Metadata("story", null, List.of()), new ExperimentSpec(hypothesis, stages, rollbacks,
                BlastRadius.UNLIMITED, stopConditions, Map.of(), Map.of(), maxDuration));
    }

    static Action action(String name) {
        return action(name, Pauses.NONE);
    }

    static Action action(String name, Pauses pauses) {
        return new Action(name, null, new CommandCall(List.of("true"), Map.of()), Duration.ofSeconds(5), pauses);
    }
}
