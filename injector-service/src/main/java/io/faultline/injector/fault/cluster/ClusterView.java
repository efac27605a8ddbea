package io.faultline.injector.fault.cluster;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What is in a cluster. Of one that is used in a single namespace, nothing else can be seen. */
public interface ClusterView {
    /** The namespaces that can be seen, by name; those with pods in them where namespaces may not be listed. */
    List<String> namespaces() throws ClusterTrouble;

    /** Pods of a namespace, from an index that is told of every change; directly while that cannot be relied on. */
    List<PodSeen> pods(String namespace) throws ClusterTrouble;

    /** The pod of that name as it is at this moment. */
    Optional<PodSeen> pod(String namespace, String name) throws ClusterTrouble;

    /** All pods on a node, whatever their namespace, as they are at this moment. */
    List<PodSeen> podsOn(String node) throws ClusterTrouble;

    /** All nodes, or those a label selector selects. */
    List<NodeSeen> nodes(@Nullable LabelSelector labels) throws ClusterTrouble;

    /** Workloads of a namespace of one kind: deployment, statefulset, daemonset. */
    List<WorkloadSeen> workloads(String namespace, String kind) throws ClusterTrouble;

    /** What is known to enforce network policies there; empty if nothing is seen that does. */
    Optional<String> policyEnforcer() throws ClusterTrouble;

    /** The network policies of a namespace, as they are at this moment. */
    List<PolicySeen> policies(String namespace) throws ClusterTrouble;

    /** Whether anything of this namespace may be asked for. */
    boolean sees(String namespace);

    /** Addresses of the pods a service of a namespace leads to, or will as soon as they are ready. */
    List<String> behind(String namespace, String service) throws ClusterTrouble;
}
