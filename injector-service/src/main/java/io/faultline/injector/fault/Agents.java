package io.faultline.injector.fault;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/** Clusters that are not reached from here: an agent in them calls in, and does there what is asked. */
public interface Agents {
    Driver<?> driver(ClusterFault fault, Infrastructure where, @Nullable PodSettings pods);

    void revert(ClusterUndo undo, Infrastructure where) throws NotReverted;
}
