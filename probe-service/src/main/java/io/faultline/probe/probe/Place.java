package io.faultline.probe.probe;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import org.jspecify.annotations.Nullable;

/**
 * For which run a measurement is taken, and in which cluster.
 *
 * @param infrastructure without one, the cluster this service reaches by itself
 */
public record Place(RunId run, @Nullable Infrastructure infrastructure) {
    /** Whether only an agent in the cluster can measure there. */
    public boolean isAgents() {
        return infrastructure != null && infrastructure.kind() == InfrastructureKind.MANIFEST;
    }
}
