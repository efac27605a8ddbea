package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.fault.DeploymentRestart;
import io.faultline.injector.fault.ApiUndo.LeftToRollout;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;

/** Restarts workloads pod by pod. */
public record RestartWorkloads(DeploymentRestart spec, Aim aim) implements Driver<LeftToRollout> {
    @Override
    public Plan<LeftToRollout> plan(String mark) throws FaultRefused {
        Chosen<WorkloadSeen> workloads = aim.choice().workloads(spec.target(), aim.where());
        List<Hit<LeftToRollout>> hits = workloads.chosen().stream()
                .map(each -> new Hit<>(each.hit(),
                        new LeftToRollout(aim.where(), each.kind(), each.namespace(), each.name(), each.uid()),
                        "restarted %s %s".formatted(each.kind(), each.path())))
                .toList();
        return new Plan<>(workloads.matched(), hits);
    }

    @Override
    public void inject(LeftToRollout workload, Duration longest) throws FaultRefused {
        try {
            aim.hand().restart(workload);
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }
}
