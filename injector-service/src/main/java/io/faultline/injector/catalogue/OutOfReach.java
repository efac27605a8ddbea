package io.faultline.injector.catalogue;

import java.time.Duration;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.ApplicationFault;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.Agents;
import io.faultline.injector.fault.ApplicationUndo;
import io.faultline.injector.fault.Applications;
import io.faultline.injector.fault.Beside;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import org.jspecify.annotations.Nullable;

/** Stands where only this machine can be reached: in its watchdog, in a helper pod. */
public enum OutOfReach implements Clusters, Applications, Beside, Agents {
    HERE;

    private static final String WHY = "only the machine itself can be reached from here";

    private record Refuses() implements Driver<Undo.Nothing> {
        @Override
        public Plan<Undo.Nothing> plan(String mark) throws FaultRefused {
            throw new FaultRefused(WHY);
        }

        @Override
        public void inject(Undo.Nothing undo, Duration longest) throws FaultRefused {
            throw new FaultRefused(WHY);
        }
    }

    @Override
    public Driver<?> driver(ClusterFault fault, @Nullable Infrastructure where, @Nullable PodSettings pods) {
        return new Refuses();
    }

    @Override
    public void revert(ClusterUndo undo) throws NotReverted {
        throw new NotReverted(WHY);
    }

    @Override
    public void revert(ClusterUndo undo, Infrastructure where) throws NotReverted {
        throw new NotReverted(WHY);
    }

    @Override
    public Driver<?> driver(HelperFault fault, @Nullable Infrastructure where, @Nullable PodSettings pods) {
        return new Refuses();
    }

    @Override
    public void revert(BesideUndo undo) throws NotReverted {
        throw new NotReverted(WHY);
    }

    @Override
    public Driver<?> driver(ApplicationFault fault, @Nullable Infrastructure where) {
        return new Refuses();
    }

    @Override
    public void revert(ApplicationUndo undo) throws NotReverted {
        throw new NotReverted(WHY);
    }

    @Override
    public void tidy(@Nullable Infrastructure where) {
        // What cannot be reached has nothing that was started from here.
    }
}
