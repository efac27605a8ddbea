package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.List;

import io.faultline.contracts.fault.DeploymentScale;
import io.faultline.contracts.fault.PodAutoscaler;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.injector.fault.ApiUndo.ScaleBack;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;

/**
 * Changes the size of workloads.
 *
 * @param untilReady whether it has failed unless that many pods get ready
 */
public record ScaleWorkloads(WorkloadTarget target, int replicas, boolean untilReady, Aim aim)
        implements
            Driver<ScaleBack> {
    public static ScaleWorkloads of(DeploymentScale spec, Aim aim) {
        return new ScaleWorkloads(spec.target(), spec.replicas(), false, aim);
    }

    public static ScaleWorkloads of(PodAutoscaler spec, Aim aim) {
        return new ScaleWorkloads(spec.target(), spec.replicas(), true, aim);
    }

    @Override
    public Plan<ScaleBack> plan(String mark) throws FaultRefused {
        Chosen<WorkloadSeen> workloads = aim.choice().workloads(target, aim.where());
        List<Hit<ScaleBack>> hits = workloads.chosen().stream().map(each -> new Hit<>(each.hit(),
                new ScaleBack(aim.where(), each.kind(), each.namespace(), each.name(), each.uid(), mark, former(each),
                        replicas),
                "scaled %s %s from %d to %d".formatted(each.kind(), each.path(), each.replicas(), replicas)))
                .toList();
        return new Plan<>(workloads.matched(), hits);
    }

    /** Where another fault has changed it already, what is put back in the end is what was before that one. */
    private int former(WorkloadSeen workload) {
        return MarkRules.inForce(ScaleBack.class, workload.bearer(), aim.marks()).stream().map(ScaleBack::former)
                .findFirst().orElse(workload.replicas());
    }

    @Override
    public void inject(ScaleBack workload, Duration longest) throws FaultRefused, InterruptedException {
        try {
            aim.hand().scale(workload, longest);
            if (untilReady) {
                awaitReady(workload, longest);
            }
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }

    private void awaitReady(ScaleBack workload, Duration longest)
            throws FaultRefused, InterruptedException, ClusterTrouble {
        Pace pace = Pace.within(longest);
        int ready = aim.hand().ready(workload);
        while (ready < workload.set()) {
            if (!pace.again()) {
                throw new FaultRefused("failed to scale: %d of %d pods of %s %s/%s were ready in time".formatted(ready,
                        workload.set(), workload.kind(), workload.namespace(), workload.name()));
            }
            ready = aim.hand().ready(workload);
        }
    }
}
