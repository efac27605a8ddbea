package io.faultline.injector.fault.cluster;

import java.util.List;
import java.util.Optional;

import io.faultline.contracts.fault.PartitionDirection;
import io.faultline.injector.fault.ApiUndo.Reconnect;
import io.faultline.injector.fault.FaultRefused;

/** How a partition gets on with the network policies there are: what one of them lets through, no other holds back. */
final class PartitionRules {
    private final Marks marks;
    private final String mark;
    private final PartitionDirection direction;

    /** @param mark of the fault that the partition is of */
    PartitionRules(Marks marks, String mark, PartitionDirection direction) {
        this.marks = marks;
        this.mark = mark;
        this.direction = direction;
    }

    /** A partition of another fault that has the pod cut off in the same direction. */
    Optional<PolicySeen> rival(PodSeen pod, List<PolicySeen> policies) {
        return policies.stream().filter(this::isSameWay)
                .filter(policy -> partitions(policy).stream()
                        .anyMatch(other -> !other.mark().equals(mark) && isOf(other, pod)))
                .findFirst();
    }

    /** Those of others that select the pod. */
    List<PolicySeen> others(PodSeen pod, List<PolicySeen> policies) {
        return policies.stream().filter(this::isSameWay).filter(policy -> partitions(policy).isEmpty())
                .filter(policy -> policy.pods().matches(pod.labels())).toList();
    }

    private boolean isSameWay(PolicySeen policy) {
        return policy.ingress() && direction != PartitionDirection.EGRESS
                || policy.egress() && direction != PartitionDirection.INGRESS;
    }

    /** A policy that was made from a copy of one of ours is its maker's. */
    private List<Reconnect> partitions(PolicySeen policy) {
        return marks.standing(policy.annotations()).stream().map(ClusterMark::undo)
                .filter(Reconnect.class::isInstance).map(Reconnect.class::cast)
                .filter(undo -> policy.name().equals(undo.policy())).toList();
    }

    /** By what it was made for: a pod's label may not have been heard of yet. */
    private static boolean isOf(Reconnect partition, PodSeen pod) {
        return partition.labels() == null
                ? pod.uid().equals(partition.uid())
                : isSelected(pod, partition.labels());
    }

    /** Whether a policy made for pods with these labels selects this one: Faultline's own are left out. */
    static boolean isSelected(PodSeen pod, String labels) {
        try {
            return LabelSelector.of(labels).matches(pod.labels()) && !ClusterProtection.isOwn(pod.labels());
        } catch (FaultRefused e) {
            return false;
        }
    }
}
