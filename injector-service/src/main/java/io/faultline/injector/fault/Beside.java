package io.faultline.injector.fault;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/** Faults made next to their target, by a helper pod on the same node. */
public interface Beside {
    /**
     * @param where the cluster; without one, that which this injector reaches by itself
     * @param pods how helpers are to be, beyond what their work needs
     */
    Driver<?> driver(HelperFault fault, @Nullable Infrastructure where, @Nullable PodSettings pods);

    void revert(BesideUndo undo) throws NotReverted;

    /** Does away with helpers that are over, and of which nothing is left. */
    default void tidy(@Nullable Infrastructure where) {}
}
