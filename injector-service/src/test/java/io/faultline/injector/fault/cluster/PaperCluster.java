package io.faultline.injector.fault.cluster;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.store.MarkTexts;
import org.jspecify.annotations.Nullable;

/** A cluster as it might be told of, and a hand that notes what it is asked to do there. */
final class PaperCluster implements ClusterView, ClusterHand {
    static final String NODE = "node-1";
    final List<NodeSeen> nodes = new ArrayList<>(List.of(node(NODE, Map.of())));
    final List<PodSeen> pods = new ArrayList<>();
    final List<WorkloadSeen> workloads = new ArrayList<>();
    final List<PolicySeen> policies = new ArrayList<>();
    final Map<String, List<String>> services = new HashMap<>();
    final List<String> evicted = new ArrayList<>();
    /** So many evictions; then somebody uncordons the node. */
    int givenBackAfter = Integer.MAX_VALUE;
    final Marks marks = new WrittenMarks(MarkTexts.json(), () -> "paper", Clock.systemUTC());

    static NodeSeen node(String name, Map<String, String> labels) {
        return new NodeSeen(name, "uid-" + name, labels, Map.of(), true, false, List.of());
    }

    /** @param lifelines hosts of Faultline's database and broker */
    Aim aim(String... lifelines) {
        ClusterProtection protection = new ClusterProtection(Set.of("kube-system"), Set.of(lifelines));
        return new Aim(new ClusterChoice(_ -> this, protection, new Random(7)), this, marks, null);
    }

    /** A pod of a workload of the same name, at an address that ends so. */
    PodSeen pod(String namespace, String workload, int address, Map<String, String> labels,
            PodSeen.Toleration... tolerations) {
        String name = workload + "-" + address;
        PodSeen pod = new PodSeen(namespace, name, "uid-" + address, NODE, "10.0.0." + address, "Running", labels,
                Map.of(), List.of(), true, false, false, List.of(new OwnerSeen("statefulset", workload)),
                List.of(tolerations));
        pods.add(pod);
        return pod;
    }

    void fallsIll(String name) {
        pods.replaceAll(pod -> !pod.name().equals(name)
                ? pod
                : new PodSeen(pod.namespace(), name, pod.uid(), pod.node(), pod.ip(), pod.phase(), pod.labels(),
                        pod.annotations(), pod.containers(), false, pod.ending(), pod.hostNetwork(), pod.owners(),
                        pod.tolerations()));
    }

    void statefulSet(String namespace, String name) {
        workloads.add(new WorkloadSeen("statefulset", namespace, name, "uid-" + name, Map.of("all", "yes"), Map.of(),
                1, 1));
    }

    void policy(String name, String labels, Map<String, String> annotations) throws Exception {
        policies.add(new PolicySeen(name, LabelSelector.of(labels), true, false, annotations, Instant.EPOCH));
    }

    @Override
    public List<String> namespaces() {
        return pods.stream().map(PodSeen::namespace).distinct().toList();
    }

    @Override
    public List<PodSeen> pods(String namespace) {
        return pods.stream().filter(pod -> pod.namespace().equals(namespace)).toList();
    }

    @Override
    public Optional<PodSeen> pod(String namespace, String name) {
        return pods(namespace).stream().filter(pod -> pod.name().equals(name)).findFirst();
    }

    @Override
    public List<PodSeen> podsOn(String node) {
        return pods.stream().filter(pod -> pod.node().equals(node)).toList();
    }

    @Override
    public List<NodeSeen> nodes(@Nullable LabelSelector labels) {
        return nodes.stream().filter(node -> labels == null || labels.matches(node.labels())).toList();
    }

    @Override
    public List<WorkloadSeen> workloads(String namespace, String kind) {
        return workloads.stream().filter(each -> each.namespace().equals(namespace) && each.kind().equals(kind))
                .toList();
    }

    @Override
    public List<PolicySeen> policies(String namespace) {
        return List.copyOf(policies);
    }

    @Override
    public boolean sees(String namespace) {
        return true;
    }

    @Override
    public Optional<String> policyEnforcer() {
        return Optional.of("calico-node");
    }

    @Override
    public List<String> behind(String namespace, String service) {
        return services.getOrDefault(service + "." + namespace, List.of());
    }

    @Override
    public void delete(ApiUndo.LeftToController pod, @Nullable Duration grace) {
        pods.removeIf(each -> each.uid().equals(pod.uid()));
    }

    @Override
    public Eviction evict(ApiUndo.LeftToController pod, @Nullable Duration grace) {
        evicted.add(pod.pod());
        delete(pod, grace);
        return Eviction.DONE;
    }

    @Override
    public void cutOff(ApiUndo.Reconnect undo, PodNetworkPartition from, Duration longest) {
        policies.add(new PolicySeen(undo.policy(), new LabelSelector("", List.of()), true, true,
                marks.annotation(undo.mark(), undo, longest), Instant.EPOCH));
    }

    @Override
    public void cordon(ApiUndo.Uncordon node, Duration longest) {
        // What is looked at here is what a drain does beyond.
    }

    @Override
    public boolean isHeld(ApiUndo.Uncordon node) {
        return evicted.size() < givenBackAfter;
    }

    @Override
    public void restart(ApiUndo.LeftToRollout workload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void scale(ApiUndo.ScaleBack workload, Duration longest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int ready(ApiUndo.ScaleBack workload) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void taint(ApiUndo.Untaint node, Duration longest) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void revert(ApiUndo undo) {
        throw new UnsupportedOperationException();
    }
}
