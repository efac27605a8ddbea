package io.faultline.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Hypothesis;
import io.faultline.contracts.experiment.HypothesisStrategy;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;

/** Experiments to test with. */
public final class Experiments {
    private Experiments() {}

    /** The smallest that does something: one fault that breaks nothing, one probe. */
    public static Experiment any() {
        return of("any", Faults.none("nothing", Duration.ofMillis(500), Probes.holding("alive", ProbeMode.EDGE)));
    }

    /** The README's first example: a frozen payments process, watched through the shop. */
    public static Experiment payments() {
        String checkout = "http://127.0.0.1:18080/checkout";
        Fault freeze = Faults.freeze("freeze-payments", 18_081, Duration.ofSeconds(10),
                Probes.http("checkout-during", ProbeMode.CONTINUOUS, checkout));
        return guarded("payments-outage", HypothesisStrategy.BEFORE_AND_AFTER,
                List.of(Probes.http("checkout", ProbeMode.EDGE, checkout)), Stage.of(freeze));
    }

    /** These faults side by side, without a hypothesis. */
    public static Experiment of(String name, Fault... faults) {
        return staged(name, Stage.of(faults));
    }

    /** These stages one after the other, without a hypothesis. */
    public static Experiment staged(String name, Stage... stages) {
        return Experiment.of(new Metadata(name, null, List.of()), new ExperimentSpec(null, List.of(stages), null,
                BlastRadius.UNLIMITED, List.of(), Map.of(), Map.of(), null));
    }

    /** These stages, with a hypothesis. */
    public static Experiment guarded(String name, HypothesisStrategy strategy, List<Probe> hypothesis,
            Stage... stages) {
        return Experiment.of(new Metadata(name, null, List.of()),
                new ExperimentSpec(new Hypothesis("It works", strategy, hypothesis), List.of(stages), null,
                        BlastRadius.UNLIMITED, List.of(), Map.of(), Map.of(), null));
    }
}
