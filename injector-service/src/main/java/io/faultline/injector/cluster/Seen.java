package io.faultline.injector.cluster;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.faultline.injector.fault.cluster.Bearer;
import io.faultline.injector.fault.cluster.ContainerSeen;
import io.faultline.injector.fault.cluster.LabelSelector;
import io.faultline.injector.fault.cluster.NodeSeen;
import io.faultline.injector.fault.cluster.OwnerSeen;
import io.faultline.injector.fault.cluster.PodSeen;
import io.faultline.injector.fault.cluster.PolicySeen;
import io.faultline.injector.fault.cluster.WorkloadSeen;
import org.jspecify.annotations.Nullable;

/** The cluster's objects as the nouns have them: only what is needed of each, since there are thousands. */
final class Seen {
    private static final String HASH = "pod-template-hash";

    /** Of a pod that says nothing of it. */
    private static final long GRACE_SECONDS = 30;

    private Seen() {}

    /** What a mark is, or may be, on. */
    static Bearer bearer(HasMetadata found) {
        ObjectMeta meta = found.getMetadata();
        String node = found instanceof Pod pod && pod.getSpec() != null ? pod.getSpec().getNodeName() : null;
        return new Bearer(found.getKind().toLowerCase(Locale.ROOT), meta.getNamespace(), meta.getName(), meta.getUid(),
                labels(meta), annotations(meta), node);
    }

    static PodSeen pod(Pod pod) {
        ObjectMeta meta = pod.getMetadata();
        String phase = pod.getStatus() == null ? "Pending" : or(pod.getStatus().getPhase(), "Pending");
        boolean ready = phase.equals("Running") && pod.getStatus().getConditions().stream()
                .anyMatch(each -> "Ready".equals(each.getType()) && "True".equals(each.getStatus()));
        return new PodSeen(meta.getNamespace(), meta.getName(), meta.getUid(), or(pod.getSpec().getNodeName(), ""),
                pod.getStatus() == null ? null : pod.getStatus().getPodIP(), phase, labels(meta), annotations(meta),
                containers(pod), ready, meta.getDeletionTimestamp() != null,
                Boolean.TRUE.equals(pod.getSpec().getHostNetwork()), owners(meta), tolerations(pod));
    }

    private static List<ContainerSeen> containers(Pod pod) {
        List<ContainerStatus> states = pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
        Long told = pod.getSpec().getTerminationGracePeriodSeconds();
        long grace = told == null ? GRACE_SECONDS : told;
        return pod.getSpec().getContainers().stream().map(container -> {
            Optional<ContainerStatus> state = states.stream()
                    .filter(each -> Objects.equals(each.getName(), container.getName())).findFirst();
            boolean running = state.map(each -> each.getState() != null && each.getState().getRunning() != null)
                    .orElse(false);
            return new ContainerSeen(container.getName(), state.map(ContainerStatus::getContainerID).orElse(null),
                    running, state.map(ContainerStatus::getRestartCount).orElse(0), limit(container, "memory"),
                    limit(container, "ephemeral-storage"), grace);
        }).toList();
    }

    private static @Nullable Long limit(Container container, String resource) {
        Map<String, Quantity> limits = container.getResources() == null ? null : container.getResources().getLimits();
        Quantity limit = limits == null ? null : limits.get(resource);
        BigDecimal bytes = limit == null ? null : limit.getNumericalAmount();
        return bytes == null ? null : bytes.longValue();
    }

    /** A deployment gives its replica sets, and their pods, names and a label that tell it: nobody has to ask. */
    private static List<OwnerSeen> owners(ObjectMeta meta) {
        List<OwnerSeen> owners = new ArrayList<>();
        for (OwnerReference owner : meta.getOwnerReferences()) {
            if (Boolean.TRUE.equals(owner.getController())) {
                owners.add(new OwnerSeen(owner.getKind().toLowerCase(Locale.ROOT), owner.getName()));
                String hash = "-" + labels(meta).getOrDefault(HASH, "\0");
                if (owner.getKind().equals("ReplicaSet") && owner.getName().endsWith(hash)) {
                    owners.add(new OwnerSeen("deployment",
                            owner.getName().substring(0, owner.getName().length() - hash.length())));
                }
            }
        }
        return owners;
    }

    /** Those of the five minutes that every pod is given are left out: they end. */
    private static List<PodSeen.Toleration> tolerations(Pod pod) {
        return pod.getSpec().getTolerations().stream().filter(each -> each.getTolerationSeconds() == null)
                .map(each -> new PodSeen.Toleration(orNull(each.getKey()),
                        "Exists".equals(each.getOperator()) ? null : or(each.getValue(), ""),
                        orNull(each.getEffect())))
                .toList();
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    static NodeSeen node(Node node) {
        ObjectMeta meta = node.getMetadata();
        boolean ready = node.getStatus() != null && node.getStatus().getConditions().stream()
                .anyMatch(each -> "Ready".equals(each.getType()) && "True".equals(each.getStatus()));
        List<NodeSeen.Taint> taints = node.getSpec().getTaints().stream()
                .map(each -> new NodeSeen.Taint(each.getKey(), or(each.getValue(), ""), each.getEffect())).toList();
        return new NodeSeen(meta.getName(), meta.getUid(), labels(meta), annotations(meta), ready,
                Boolean.TRUE.equals(node.getSpec().getUnschedulable()), taints);
    }

    static PolicySeen policy(NetworkPolicy policy) {
        ObjectMeta meta = policy.getMetadata();
        NetworkPolicySpec spec = policy.getSpec();
        List<String> types = spec.getPolicyTypes();
        return new PolicySeen(meta.getName(), selector(spec.getPodSelector()), types.contains("Ingress"),
                types.contains("Egress"), annotations(meta), Instant.parse(meta.getCreationTimestamp()));
    }

    private static LabelSelector selector(io.fabric8.kubernetes.api.model.LabelSelector told) {
        List<LabelSelector.Requirement> all = new ArrayList<>();
        if (told.getMatchLabels() != null) {
            told.getMatchLabels().forEach((key, value) -> all
                    .add(new LabelSelector.Requirement(key, LabelSelector.Operator.IN, Set.of(value))));
        }
        told.getMatchExpressions().forEach(each -> all.add(new LabelSelector.Requirement(each.getKey(),
                switch (each.getOperator()) {
                    case "In" -> LabelSelector.Operator.IN;
                    case "NotIn" -> LabelSelector.Operator.NOT_IN;
                    case "Exists" -> LabelSelector.Operator.PRESENT;
                    default -> LabelSelector.Operator.ABSENT;
                }, Set.copyOf(each.getValues()))));
        return new LabelSelector("", all);
    }

    static WorkloadSeen workload(HasMetadata workload) {
        return switch (workload) {
            case Deployment it -> workload("deployment", it, it.getSpec().getReplicas(),
                    it.getStatus() == null ? null : it.getStatus().getReadyReplicas());
            case StatefulSet it -> workload("statefulset", it, it.getSpec().getReplicas(),
                    it.getStatus() == null ? null : it.getStatus().getReadyReplicas());
            case DaemonSet it -> workload("daemonset", it,
                    it.getStatus() == null ? null : it.getStatus().getDesiredNumberScheduled(),
                    it.getStatus() == null ? null : it.getStatus().getNumberReady());
            default -> throw new IllegalArgumentException("no workload: " + workload.getKind());
        };
    }

    private static WorkloadSeen workload(String kind, HasMetadata workload, @Nullable Integer replicas,
            @Nullable Integer ready) {
        ObjectMeta meta = workload.getMetadata();
        return new WorkloadSeen(kind, meta.getNamespace(), meta.getName(), meta.getUid(), labels(meta),
                annotations(meta), replicas == null ? 1 : replicas, ready == null ? 0 : ready);
    }

    static Map<String, String> labels(ObjectMeta meta) {
        return meta.getLabels() == null ? Map.of() : meta.getLabels();
    }

    static Map<String, String> annotations(ObjectMeta meta) {
        return meta.getAnnotations() == null ? Map.of() : meta.getAnnotations();
    }

    private static String or(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }
}
