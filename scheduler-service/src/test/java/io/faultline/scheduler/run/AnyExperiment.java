package io.faultline.scheduler.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import io.faultline.contracts.experiment.Action;
import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Hypothesis;
import io.faultline.contracts.experiment.HypothesisStrategy;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Pauses;
import io.faultline.contracts.experiment.RollbackStrategy;
import io.faultline.contracts.experiment.Rollbacks;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.NoFault;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.testkit.Probes;

/** Experiments of every shape: any number of stages, lanes, probes, pauses and strategies, among them none. */
record AnyExperiment(Random random) {
    Experiment next() {
        List<Stage> stages = IntStream.range(0, random.nextInt(4)).mapToObj(this::stage).toList();
        Hypothesis hypothesis = stages.isEmpty() || random.nextBoolean()
                ? new Hypothesis("well", any(HypothesisStrategy.values()), probes("h"))
                : null;
        Rollbacks rollbacks = random.nextBoolean()
                ? new Rollbacks(any(RollbackStrategy.values()), actions("undo"))
                : null;
        Duration longest = random.nextInt(3) == 0 ? Duration.ofSeconds(10 + random.nextInt(60)) : null;
        return Experiment.of(new Metadata("any", null, List.of()),
                new ExperimentSpec(hypothesis, stages, rollbacks, BlastRadius.UNLIMITED,
                        random.nextInt(3) == 0 ? probes("stop") : List.of(), Map.of(), Map.of(),
                        longest));
    }

    private Stage stage(int number) {
        List<Fault> faults = IntStream.range(0, random.nextInt(4)).mapToObj(i -> fault("f" + number + i)).toList();
        return new Stage(null, faults, actions("a" + number), probes("p" + number),
                faults.isEmpty() ? new Pauses(Duration.ofSeconds(1), seconds(5)) : pauses());
    }

    private Fault fault(String name) {
        return new Fault(name, new NoFault(), seconds(12), Duration.ZERO, seconds(4), any(Sequence.values()), 10,
                probes(name));
    }

    private List<Probe> probes(String name) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> Probes.holding(name + "-" + i, any(ProbeMode.values()))).toList();
    }

    private List<Action> actions(String name) {
        return IntStream.range(0, random.nextInt(3)).mapToObj(i -> Given.action(name + "-" + i, pauses())).toList();
    }

    private Pauses pauses() {
        return new Pauses(seconds(4), seconds(4));
    }

    /** Half of the time none at all. */
    private Duration seconds(int most) {
        return random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(most * 1000));
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
