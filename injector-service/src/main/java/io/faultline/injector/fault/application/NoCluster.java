package io.faultline.injector.fault.application;

import java.io.IOException;
import java.util.List;

import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.PodDoor;
import org.jspecify.annotations.Nullable;

/** Stands where no cluster is reached. */
public enum NoCluster implements PodDoors {
    HERE;

    private static final String WHY = "no cluster is reached from here; give the application's url instead of pods";

    @Override
    public Found find(PodTarget target, @Nullable Infrastructure where) throws FaultRefused {
        throw new FaultRefused(WHY);
    }

    @Override
    public List<String> ailing(PodTarget target, @Nullable Infrastructure where) throws FaultRefused {
        throw new FaultRefused(WHY);
    }

    @Override
    public boolean isGone(PodDoor pod) {
        return false;
    }

    @Override
    public Passage forward(PodDoor pod) throws IOException {
        throw new IOException(WHY);
    }
}
