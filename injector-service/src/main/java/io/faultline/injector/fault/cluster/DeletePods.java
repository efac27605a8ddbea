package io.faultline.injector.fault.cluster;

import java.time.Duration;

import io.faultline.contracts.fault.PodDelete;
import io.faultline.injector.fault.ApiUndo.LeftToController;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Plan;
import org.jspecify.annotations.Nullable;

/** Deletes pods. */
public record DeletePods(PodDelete spec, Aim aim) implements Driver<LeftToController> {
    @Override
    public Plan<LeftToController> plan(String mark) throws FaultRefused {
        return aim.strike(spec.target(), "deleted");
    }

    @Override
    public void inject(LeftToController pod, Duration longest) throws FaultRefused {
        try {
            aim.hand().delete(pod, grace());
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }

    private @Nullable Duration grace() {
        return spec.force() ? Duration.ZERO : spec.gracePeriod();
    }
}
