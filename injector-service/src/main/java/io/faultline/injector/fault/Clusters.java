package io.faultline.injector.fault;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/** Faults in Kubernetes clusters: made and mended from here, or by an agent there. */
public interface Clusters {
    /** Names a cluster among others, where its targets are locked: the same for every injector, whatever its machine. */
    static String nameOf(@Nullable Infrastructure where) {
        return where == null ? "cluster" : "cluster-" + (where.id() == null ? where.name() : where.id());
    }

    /**
     * @param where the cluster; without one, that which this injector reaches by itself
     * @param pods how pods started for it are to be, beyond what their work needs
     */
    Driver<?> driver(ClusterFault fault, @Nullable Infrastructure where, @Nullable PodSettings pods);

    void revert(ClusterUndo undo) throws NotReverted;

    /** Does away with what faults have started there, and that nobody needs any more. */
    default void tidy(@Nullable Infrastructure where) {}
}
