package io.faultline.formats.litmus;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.probe.Probe;
import org.jspecify.annotations.Nullable;

/**
 * An experiment, and what a manifest says beside it.
 *
 * @param namespace the manifest's own
 * @param labels the manifest's own
 * @param timetable when it runs by itself
 * @param probeReferences stored probes of its faults, not yet in the experiment
 */
public record Manifest(Experiment experiment, ManifestKind kind, @Nullable String namespace,
        Map<String, String> labels, @Nullable Timetable timetable, List<ProbeReference> probeReferences) {
    public Manifest {
        labels = Map.copyOf(labels);
        probeReferences = List.copyOf(probeReferences);
    }

    /** An experiment to be written as a workflow. */
    public static Manifest of(Experiment experiment) {
        return new Manifest(experiment, ManifestKind.WORKFLOW, null, Map.of(), null, List.of());
    }

    /**
     * The experiment with its stored probes put in, each in the mode the manifest gives it.
     *
     * @param stored gives the probe of a name; every reference has to have one
     */
    public Experiment with(Function<String, Probe> stored) {
        if (probeReferences.isEmpty()) {
            return experiment;
        }
        ExperimentSpec spec = experiment.spec();
        List<Stage> stages = spec.stages().stream().map(stage -> new Stage(stage.name(),
                stage.faults().stream().map(fault -> with(fault, stored)).toList(), stage.actions(), stage.probes(),
                stage.pauses())).toList();
        return Experiment.of(experiment.metadata(),
                new ExperimentSpec(spec.hypothesis(), stages, spec.rollbacks(), spec.blastRadius(),
                        spec.stopConditions(), spec.configuration(), spec.secrets(), spec.maxDuration(),
                        spec.infrastructure(), spec.helperPods()));
    }

    private Fault with(Fault fault, Function<String, Probe> stored) {
        List<Probe> probes = new java.util.ArrayList<>(fault.probes());
        probeReferences.stream().filter(reference -> reference.fault().equals(fault.name()))
                .forEach(reference -> probes.add(named(reference, stored.apply(reference.probe()))));
        return new Fault(fault.name(), fault.spec(), fault.duration(), fault.interval(), fault.ramp(),
                fault.sequence(), fault.weight(), probes);
    }

    private static Probe named(ProbeReference reference, Probe probe) {
        return new Probe(reference.probe(), reference.mode(), probe.every(), probe.timeout(), probe.attempts(),
                probe.interval(), probe.initialDelay(), probe.stopOnFailure(), probe.http(), probe.command(),
                probe.tcp(), probe.prometheus(), probe.k8s());
    }
}
