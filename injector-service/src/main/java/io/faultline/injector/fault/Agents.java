package io.faultline.injector.fault;

import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.infrastructure.Infrastructure;

/** Clusters that are not reached from here: an agent in them calls in, and does there what is asked. */
public interface Agents {
    Driver<?> driver(ClusterFault fault, Infrastructure where);

    void revert(ClusterUndo undo, Infrastructure where) throws NotReverted;
}
