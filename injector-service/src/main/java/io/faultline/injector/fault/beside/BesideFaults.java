package io.faultline.injector.fault.beside;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.Beside;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.cluster.ClusterChoice;
import org.jspecify.annotations.Nullable;

/** Faults next to their targets, by helpers. */
public record BesideFaults(ClusterChoice choice, Helpers helpers) implements Beside {
    @Override
    public Driver<?> driver(HelperFault fault, @Nullable Infrastructure where, @Nullable PodSettings pods) {
        return new BesideDriver(fault, where, PodSettings.orNone(pods), choice, helpers);
    }

    @Override
    public void revert(BesideUndo undo) throws NotReverted {
        switch (undo) {
            case BesideUndo.EndBeside _ -> helpers.end(undo);
            case BesideUndo.LeftToKubelet _ -> {
            }
        }
    }

    @Override
    public void tidy(@Nullable Infrastructure where) {
        helpers.tidy(where);
    }
}
