package io.faultline.injector.fault.cluster;

import java.time.Duration;

import io.faultline.contracts.fault.PodEvict;
import io.faultline.injector.fault.ApiUndo.LeftToController;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Plan;

/** Evicts pods, within their disruption budgets or in spite of them. */
public record EvictPods(PodEvict spec, Aim aim) implements Driver<LeftToController> {
    @Override
    public Plan<LeftToController> plan(String mark) throws FaultRefused {
        return aim.strike(spec.target(), "evicted");
    }

    @Override
    public void inject(LeftToController pod, Duration longest) throws FaultRefused {
        try {
            if (aim.hand().evict(pod, null) != Eviction.REFUSED) {
                return;
            }
            if (!spec.ignoreDisruptionBudgets()) {
                throw new FaultRefused(("the disruption budget of pod %s/%s does not allow its eviction now; wait until"
                        + " enough of its pods are ready, or set ignoreDisruptionBudgets")
                        .formatted(pod.namespace(), pod.pod()));
            }
            aim.hand().delete(pod, null);
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }
}
