package io.faultline.injector.fault.application;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.PodDoor;
import io.faultline.injector.fault.cluster.Chosen;
import io.faultline.injector.fault.cluster.ClusterChoice;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.PodSeen;
import org.jspecify.annotations.Nullable;

/** Pods chosen as every fault of pods chooses them. */
public record ClusterPodDoors(ClusterReach reach, ClusterProtection protection, RandomGenerator random,
        Forwards forwards)
        implements
            PodDoors {
    @Override
    public Found find(PodTarget target, @Nullable Infrastructure where) throws FaultRefused {
        Chosen<PodSeen> chosen = choice().pods(target, where);
        return new Found(chosen.matched(), chosen.chosen().stream()
                .map(pod -> new Pod(pod.name(), pod.uid(), Objects.requireNonNullElse(pod.ip(), ""))).toList());
    }

    @Override
    public List<String> ailing(PodTarget target, @Nullable Infrastructure where) throws FaultRefused {
        return choice().ailing(target, where);
    }

    private ClusterChoice choice() {
        return new ClusterChoice(reach.views(), protection, random);
    }

    @Override
    public boolean isGone(PodDoor door) throws IOException {
        try {
            return reach.views().of(door.where()).pod(door.namespace(), door.pod())
                    .filter(pod -> pod.uid().equals(door.uid())).isEmpty();
        } catch (ClusterTrouble e) {
            throw new IOException(e.reason(), e);
        }
    }

    @Override
    public Passage forward(PodDoor pod) throws IOException {
        return forwards.forward(pod);
    }
}
