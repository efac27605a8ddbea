package io.faultline.injector.catalogue;

import java.util.random.RandomGenerator;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.ApiFault;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.DeploymentRestart;
import io.faultline.contracts.fault.DeploymentScale;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeDrain;
import io.faultline.contracts.fault.NodeTaint;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodAutoscaler;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodEvict;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.injector.fault.Agents;
import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.Beside;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.cluster.Aim;
import io.faultline.injector.fault.cluster.ClusterChoice;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.CordonNodes;
import io.faultline.injector.fault.cluster.DeletePods;
import io.faultline.injector.fault.cluster.DrainNodes;
import io.faultline.injector.fault.cluster.EvictPods;
import io.faultline.injector.fault.cluster.HealthChecked;
import io.faultline.injector.fault.cluster.PartitionPods;
import io.faultline.injector.fault.cluster.RestartWorkloads;
import io.faultline.injector.fault.cluster.ScaleWorkloads;
import io.faultline.injector.fault.cluster.TaintNodes;
import org.jspecify.annotations.Nullable;

/** Every fault of clusters and its driver: made from here through the API, beside its target, or by an agent there. */
public record ClusterCatalogue(ClusterReach reach, ClusterProtection protection, RandomGenerator random,
        Beside beside, Agents agents) implements Clusters {
    @Override
    public Driver<?> driver(ClusterFault fault, @Nullable Infrastructure where, @Nullable PodSettings wishes) {
        if (where != null && where.kind() == InfrastructureKind.MANIFEST) {
            return agents.driver(fault, where, wishes);
        }
        Driver<?> driver = switch (fault) {
            case ApiFault api -> driver(api, aim(where));
            case HelperFault helper -> beside.driver(helper, where, wishes);
        };
        PodTarget pods = switch (fault.aim()) {
            case PodTarget target -> target;
            case NodeTarget nodes -> nodes.ofPods();
            case WorkloadTarget _ -> null;
        };
        return pods != null && pods.healthCheck() ? watched(driver, pods, where) : driver;
    }

    private <U extends Undo> Driver<U> watched(Driver<U> driver, PodTarget pods, @Nullable Infrastructure where) {
        return new HealthChecked<>(driver, pods, choice(), where);
    }

    private static Driver<?> driver(ApiFault fault, Aim aim) {
        return switch (fault) {
            case PodDelete delete -> new DeletePods(delete, aim);
            case PodEvict evict -> new EvictPods(evict, aim);
            case PodAutoscaler scale -> ScaleWorkloads.of(scale, aim);
            case DeploymentScale scale -> ScaleWorkloads.of(scale, aim);
            case DeploymentRestart restart -> new RestartWorkloads(restart, aim);
            case PodNetworkPartition partition -> new PartitionPods(partition, aim);
            case NodeCordon cordon -> new CordonNodes(cordon, aim);
            case NodeDrain drain -> new DrainNodes(drain, aim);
            case NodeTaint taint -> new TaintNodes(taint, aim);
        };
    }

    private Aim aim(@Nullable Infrastructure where) {
        return new Aim(choice(), reach.hand(), reach.marks(), where);
    }

    /** Who chooses targets in clusters, for all who break them. */
    public ClusterChoice choice() {
        return new ClusterChoice(reach.views(), protection, random);
    }

    @Override
    public void revert(ClusterUndo undo) throws NotReverted {
        Infrastructure where = undo.where();
        if (where != null && where.kind() == InfrastructureKind.MANIFEST) {
            agents.revert(undo, where);
            return;
        }
        try {
            switch (undo) {
                case ApiUndo api -> reach.hand().revert(api);
                case BesideUndo helper -> beside.revert(helper);
            }
        } catch (ClusterTrouble e) {
            throw e.notReverted();
        }
    }

    /** Where an agent is, it does. */
    @Override
    public void tidy(@Nullable Infrastructure where) {
        if (where == null || where.kind() != InfrastructureKind.MANIFEST) {
            beside.tidy(where);
        }
    }
}
