package io.faultline.experiment.infrastructure;

import java.util.stream.Stream;

import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.ApplicationFault;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.ClusterTarget;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.WorkloadTarget;

/** Whether an experiment keeps to what an infrastructure allows. */
public final class FitRules {
    private FitRules() {}

    /** @param complaints where what it does not allow is told of, each at its place */
    public static void check(ExperimentSpec spec, InfrastructureSpec infrastructure, Complaints complaints) {
        complaints.at("stages").each(spec.stages(), (stage, place) -> place.at("faults").each(stage.faults(),
                (fault, at) -> check(fault, infrastructure, at)));
    }

    private static void check(Fault fault, InfrastructureSpec infrastructure, Complaints complaints) {
        switch (fault.spec()) {
            case ClusterFault inCluster ->
                check(inCluster, inCluster.aim(), infrastructure, complaints, complaints.at("target"));
            case ApplicationFault application -> {
                PodTarget pods = application.aim().pods();
                if (pods != null) {
                    check(application, pods, infrastructure, complaints, complaints.at("target").at("pods"));
                }
            }
            default -> {
            }
        }
    }

    private static void check(FaultSpec fault, ClusterTarget aim, InfrastructureSpec infrastructure,
            Complaints complaints, Complaints atAim) {
        FaultType type = FaultType.of(fault);
        String only = infrastructure.namespace();
        boolean toldAtItsAim = only != null && aim instanceof NodeTarget;
        complaints.at("type").unless(toldAtItsAim || infrastructure.enabled().contains(type),
                "infrastructure '%s' does not let %s happen; it allows: %s".formatted(infrastructure.name(),
                        type.wireName(), names(infrastructure)));
        if (only != null) {
            checkScope(aim, infrastructure.name(), only, atAim);
        }
    }

    private static void checkScope(ClusterTarget aim, String name, String only, Complaints complaints) {
        String place = switch (aim) {
            case PodTarget pods -> pods.namespace();
            case WorkloadTarget workloads -> workloads.namespace();
            case NodeTarget _ -> null;
        };
        if (place == null) {
            complaints.add("infrastructure '%s' may only be used in namespace '%s', and nodes are in none"
                    .formatted(name, only));
        } else {
            complaints.at("namespace").unless(place.equals(only),
                    "infrastructure '%s' may only be used in namespace '%s', not in '%s'".formatted(name, only, place));
        }
        complaints.at("nodeLabels").unless(!(aim instanceof PodTarget pods) || pods.nodeLabels() == null,
                "nodes cannot be looked at from inside of namespace '%s'; use node".formatted(only));
    }

    private static String names(InfrastructureSpec infrastructure) {
        return String.join(", ", Stream.of(FaultType.values()).filter(infrastructure.enabled()::contains)
                .map(FaultType::wireName).toList());
    }
}
