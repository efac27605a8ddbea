package io.faultline.injector.fault.cluster;

import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.ApiUndo.LeftToController;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import org.jspecify.annotations.Nullable;

/**
 * What every driver of a cluster's faults is given.
 *
 * @param where the cluster; without one, that which this injector reaches by itself
 */
public record Aim(ClusterChoice choice, ClusterHand hand, Marks marks, @Nullable Infrastructure where) {
    /** Pods that somebody else replaces once this was done to them. */
    Plan<LeftToController> strike(PodTarget target, String done) throws FaultRefused {
        Chosen<PodSeen> pods = choice.pods(target, where);
        return new Plan<>(pods.matched(), pods.chosen().stream()
                .map(pod -> new Hit<>(pod.hit(),
                        new LeftToController(where, pod.namespace(), pod.name(), pod.uid()),
                        "%s pod %s".formatted(done, pod.path()))
                        .saying(pod.isIrreplaceable() ? "; nothing replaces it: it has no controller" : ""))
                .toList());
    }
}
