package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.fault.PodDelete;
import io.faultline.injector.fault.ApiUndo.LeftToController;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import org.jspecify.annotations.Nullable;

/** Deletes pods. */
public record DeletePods(PodDelete spec, Aim aim) implements Driver<LeftToController> {
    @Override
    public Plan<LeftToController> plan(String mark) throws FaultRefused {
        Chosen<PodSeen> pods = aim.choice().pods(spec.target(), aim.where());
        List<Hit<LeftToController>> hits = pods.chosen().stream()
                .map(pod -> new Hit<>(pod.hit(),
                        new LeftToController(aim.where(), pod.namespace(), pod.name(), pod.uid()),
                        "deleted pod " + pod.path()))
                .toList();
        return new Plan<>(pods.matched(), hits);
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

    @Override
    public boolean strikes() {
        return true;
    }
}
