package io.faultline.scheduler.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.ConfigurationValue;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.HypothesisStrategy;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.SecretReference;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.NoFault;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.PlannedStep;
import io.faultline.contracts.run.RunPart;
import io.faultline.contracts.run.Step;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Faults;
import io.faultline.testkit.Probes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlannerTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    private static Plan plan(Experiment experiment) {
        return (Plan) Planner.plan(experiment);
    }

    private static List<String> told(Plan plan) {
        return plan.steps().stream().map(step -> step.id() + " after " + step.after()).toList();
    }

    private static PlannedStep step(Plan plan, String id) {
        return plan.steps().stream().filter(step -> step.id().value().equals(id)).findFirst().orElseThrow();
    }

    @Test
    void laysOutTheGateTheStagesAndTheHypothesisAfter() {
        Fault watched = Faults.ramped(TEN, Faults.none("f", TEN, Probes.holding("p", ProbeMode.EDGE)));
        Plan plan = plan(Experiments.guarded("x", HypothesisStrategy.BEFORE_AND_AFTER,
                List.of(Probes.holding("h", ProbeMode.EDGE)), Stage.of(watched, Faults.none("g", TEN)),
                Stage.of(Faults.none("h", TEN))));
        assertThat(told(plan)).containsExactly("hypothesis:before after []", "pre:f after [hypothesis:before]",
                "ramp-up:f after [pre:f]", "inject:f after [ramp-up:f]", "ramp-down:f after [inject:f]",
                "post:f after [ramp-down:f]", "inject:g after [hypothesis:before]",
                "inject:h after [post:f, inject:g]", "hypothesis:after after [inject:h]");
        assertThat(plan.steps()).extracting(PlannedStep::part).startsWith(RunPart.GATE).endsWith(RunPart.AFTER);
        assertThat(plan.stages()).hasSize(2);
    }

    @Test
    void asksForTheStopConditionsOnceBeforeTheFirstStage() {
        ExperimentSpec guarded = Experiments.guarded("x", HypothesisStrategy.CONTINUOUSLY,
                List.of(Probes.holding("h", ProbeMode.EDGE)), Stage.of(Faults.none("f", TEN)),
                Stage.of(Faults.none("g", TEN))).spec();
        Plan plan = plan(Experiment.of(new Metadata("x", null, List.of()),
                new ExperimentSpec(guarded.hypothesis(), guarded.stages(), null, guarded.blastRadius(),
                        List.of(Probes.holding("errors", ProbeMode.EOT), Probes.holding("budget", ProbeMode.SOT)),
                        Map.of(), Map.of(), null)));
        assertThat(told(plan)).containsExactly("hypothesis:before after []",
                "stop-conditions after [hypothesis:before]", "hypothesis:during after [stop-conditions]",
                "inject:f after [hypothesis:during]", "inject:g after [inject:f]",
                "hypothesis:end after [inject:g]", "hypothesis:after after [hypothesis:end]");
        PlannedStep conditions = step(plan, "stop-conditions");
        assertThat(conditions.part()).isEqualTo(RunPart.METHOD);
        assertThat(((Step.Measure) conditions.step()).answers()).hasSize(2);
        assertThat(conditions.budget()).isEqualTo(Duration.ofSeconds(2 + 2 + 15));
    }

    @Test
    void givesEveryStepTheTimeItMayTakeAndSomeSlack() {
        Fault fault = Faults.none("f", TEN, Probes.holding("edge", ProbeMode.EDGE),
                Probes.holding("loop", ProbeMode.CONTINUOUS));
        Plan plan = plan(Experiments.of("x", fault));
        assertThat(step(plan, "pre:f").budget()).isEqualTo(Duration.ofSeconds(2 + 15));
        assertThat(step(plan, "inject:f").budget()).isEqualTo(Duration.ofSeconds(10 + 30));
        assertThat(step(plan, "post:f").budget()).isEqualTo(Duration.ofSeconds(2 + 2 + 15));
        assertThat(plan.longest()).isEqualTo(Duration.ofSeconds(17 + 40 + 19));
    }

    @Test
    void givesASerialFaultTheTimeForEveryTarget() {
        Fault serial = new Fault("f", new NoFault(), TEN, Duration.ZERO, Duration.ZERO, Sequence.SERIAL, 10, List.of());
        assertThat(step(plan(limited(serial, BlastRadius.of(3, null))), "inject:f").budget())
                .isEqualTo(Duration.ofSeconds(30 + 30));
        assertThat(step(plan(limited(serial, BlastRadius.UNLIMITED)), "inject:f").budget())
                .isEqualTo(Duration.ofSeconds(100 + 30));
    }

    private static Experiment limited(Fault fault, BlastRadius radius) {
        return Experiment.of(new Metadata("x", null, List.of()), new ExperimentSpec(null, List.of(Stage.of(fault)),
                null, radius, List.of(), Map.of("a", ConfigurationValue.literal("1")),
                Map.of("s", new SecretReference("FAULTLINE_SECRET_S")), null));
    }

    @Test
    void handsConfigurationAndSecretReferencesToWhoeverMeasures() {
        Fault fault = Faults.none("f", TEN, Probes.holding("p", ProbeMode.EDGE));
        Step.Measure measure = (Step.Measure) step(plan(limited(fault, BlastRadius.UNLIMITED)), "pre:f").step();
        assertThat(measure.configuration()).containsKey("a");
        assertThat(measure.secrets()).containsKey("s");
    }

    @Test
    void endsNoRunLaterThanAnHourUnlessAskedTo() {
        Fault hour = Faults.none("f", Duration.ofHours(1));
        assertThat(plan(Experiments.staged("x", Stage.of(hour), Stage.of(Faults.none("g", TEN)))).longest())
                .isEqualTo(Planner.LONGEST_RUN);
    }
}
