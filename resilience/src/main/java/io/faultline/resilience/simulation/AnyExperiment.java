package io.faultline.resilience.simulation;

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
import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.contracts.probe.CommandCall;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.probe.TcpProbe;

/** Small experiments of every shape. */
record AnyExperiment(Random random) {
    Experiment next() {
        List<Stage> stages = IntStream.rangeClosed(0, random.nextInt(2)).mapToObj(this::stage).toList();
        Hypothesis hypothesis = random.nextInt(3) > 0
                ? new Hypothesis("well", any(HypothesisStrategy.values()), List.of(probe("steady")))
                : null;
        Rollbacks rollbacks = random.nextInt(3) == 0
                ? new Rollbacks(any(RollbackStrategy.values()), List.of(action("undo")))
                : null;
        Duration longest = random.nextInt(5) == 0 ? Duration.ofSeconds(3 + random.nextInt(20)) : null;
        return Experiment.of(new Metadata("any", null, List.of()), new ExperimentSpec(hypothesis, stages, rollbacks,
                BlastRadius.UNLIMITED, random.nextInt(4) == 0 ? List.of(probe("stop")) : List.of(), Map.of(),
                Map.of(), longest));
    }

    private Stage stage(int number) {
        List<Fault> faults = IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(i -> fault("f" + number + i))
                .toList();
        List<Action> actions = random.nextInt(3) == 0 ? List.of(action("a" + number)) : List.of();
        return new Stage(null, faults, actions, List.of(), new Pauses(upTo(500), upTo(500)));
    }

    private Fault fault(String name) {
        List<Probe> probes = random.nextBoolean() ? List.of(probe(name + "-probe")) : List.of();
        return new Fault(name, new ProcessPause(ProcessTarget.withPid(4711)),
                upTo(random.nextInt(6) == 0 ? 60_000 : 6_000), Duration.ZERO,
                random.nextInt(3) == 0 ? upTo(1_000) : Duration.ZERO, Sequence.PARALLEL, 10, probes);
    }

    private Probe probe(String name) {
        return new Probe(name, any(ProbeMode.values()), Duration.ofMillis(500), Duration.ofSeconds(2), 1,
                Duration.ZERO, Duration.ZERO, random.nextInt(4) == 0, null, null, new TcpProbe("127.0.0.1", 1), null);
    }

    private Action action(String name) {
        return new Action(name, null, new CommandCall(List.of("true"), Map.of()), Duration.ofSeconds(5), Pauses.NONE);
    }

    private Duration upTo(int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
