package io.faultline.probe.probe;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.contracts.run.Step;
import org.jspecify.annotations.Nullable;

/**
 * For which run a measurement is taken, and in which cluster.
 *
 * @param infrastructure without one, the cluster this service reaches by itself
 * @param pods how probe pods are to be, where their work leaves a choice
 */
public record Place(RunId run, @Nullable Infrastructure infrastructure, PodSettings pods) {
    /** With pods as their work needs them. */
    public Place(RunId run, @Nullable Infrastructure infrastructure) {
        this(run, infrastructure, PodSettings.NONE);
    }

    public static Place of(RunId run, Step.Measure measure) {
        return new Place(run, measure.infrastructure(), PodSettings.orNone(measure.helperPods()));
    }

    /** Whether only an agent in the cluster can measure there. */
    public boolean isAgents() {
        return infrastructure != null && infrastructure.kind() == InfrastructureKind.MANIFEST;
    }
}
