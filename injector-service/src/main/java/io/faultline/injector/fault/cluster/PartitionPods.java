package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.ApiUndo.Reconnect;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Cuts pods off by network policies: one for all that the target's labels select, those that come later among them; if
 * labels alone would select others than those chosen, one for each of these, which gets a label of its own for it.
 */
public record PartitionPods(PodNetworkPartition spec, Aim aim) implements Driver<Reconnect> {
    private static final int SHORT = 8;

    @Override
    public Plan<Reconnect> plan(String mark) throws FaultRefused {
        requireSayable(spec.allowedPods());
        requireSayable(spec.allowedNamespaces());
        Chosen<PodSeen> pods = aim.choice().pods(spec.target(), aim.where());
        try {
            ClusterView view = aim.choice().views().of(aim.where());
            List<PolicySeen> policies = view.policies(spec.target().namespace());
            PartitionRules rules = new PartitionRules(aim.marks(), mark, spec.direction());
            String labels = labelsOnly(pods.chosen(), view);
            String enforced = enforced(view);
            List<Hit<Reconnect>> hits = new ArrayList<>();
            for (PodSeen pod : pods.chosen()) {
                requireNone(rules.rival(pod, policies), pod);
                String limits = allowed() + enforced + besides(rules.others(pod, policies));
                hits.add(new Hit<>(pod.hit(), undo(pod, labels, mark), "cut off pod " + pod.path()).saying(limits));
            }
            return new Plan<>(pods.matched(), hits);
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }

    private static void requireSayable(@Nullable String labels) throws FaultRefused {
        if (labels != null && !canBeSaid(LabelSelector.of(labels))) {
            throw new FaultRefused("a network policy cannot compare: " + labels);
        }
    }

    private static boolean canBeSaid(LabelSelector labels) {
        return labels.requirements().stream().allMatch(each -> each.operator() != LabelSelector.Operator.MORE
                && each.operator() != LabelSelector.Operator.LESS);
    }

    /** Who and what is let through, in words. */
    private String allowed() {
        List<String> parts = new ArrayList<>();
        if (spec.allowedPods() != null) {
            parts.add("pods " + spec.allowedPods());
        }
        if (spec.allowedNamespaces() != null) {
            parts.add("namespaces " + spec.allowedNamespaces());
        }
        if (!spec.allowedPorts().isEmpty()) {
            parts.add("ports " + String.join(", ", spec.allowedPorts()) + " alone");
        }
        return parts.isEmpty() ? "" : ", letting through " + String.join("; ", parts);
    }

    private static String besides(List<PolicySeen> others) {
        return others.isEmpty()
                ? ""
                : "; network policy %s selects it too: what that lets through stays let through".formatted(
                        others.stream().map(PolicySeen::name).sorted().collect(Collectors.joining(", ")));
    }

    private static void requireNone(Optional<PolicySeen> rival, PodSeen pod) throws FaultRefused {
        if (rival.isPresent()) {
            throw new FaultRefused(Refusal.TARGET_LOCKED,
                    ("pod %s is cut off by another partition already (network policy %s), and what one of two lets"
                            + " through, the other cannot hold back; wait for its end, or make one fault of them")
                            .formatted(pod.path(), rival.get().name()));
        }
    }

    private Reconnect undo(PodSeen pod, @Nullable String labels, String mark) {
        String name = "faultline-" + aim.marks().key(mark).substring(Marks.ANNOTATION.length());
        return labels != null
                ? new Reconnect(aim.where(), pod.namespace(), name, mark, labels, null, null)
                : new Reconnect(aim.where(), pod.namespace(),
                        name + "-" + pod.uid().substring(0, Math.min(SHORT, pod.uid().length())), mark, null,
                        pod.name(), pod.uid());
    }

    /** The labels, if nothing else narrows the choice, a policy can say it, and it selects just the pods chosen. */
    private @Nullable String labelsOnly(List<PodSeen> chosen, ClusterView view) throws FaultRefused, ClusterTrouble {
        PodTarget target = spec.target();
        String labels = target.labels();
        boolean narrowed = !target.names().isEmpty() || Stream.of(target.kind(), target.workload(),
                target.annotations(), target.node(), target.nodeLabels(), target.count(), target.percent())
                .anyMatch(each -> each != null);
        if (narrowed || labels == null || !canBeSaid(LabelSelector.of(labels))) {
            return null;
        }
        Set<String> uids = chosen.stream().map(PodSeen::uid).collect(Collectors.toSet());
        boolean exactly = view.pods(target.namespace()).stream()
                .filter(pod -> !pod.isOver() && !pod.ending() && PartitionRules.isSelected(pod, labels))
                .allMatch(pod -> uids.contains(pod.uid()));
        return exactly ? labels : null;
    }

    private static String enforced(ClusterView view) {
        try {
            return view.policyEnforcer().map(by -> ", enforced by " + by)
                    .orElse(", though nothing is seen in this cluster that enforces network policies: it may have no effect");
        } catch (ClusterTrouble e) {
            return ", though it cannot be told whether this cluster enforces network policies: " + e.reason();
        }
    }

    @Override
    public void inject(Reconnect pods, Duration longest) throws FaultRefused {
        try {
            aim.hand().cutOff(pods, spec, longest);
            requireFirst(pods);
        } catch (ClusterTrouble e) {
            throw e.refused();
        }
    }

    /** Of two partitions made at the same time, at most the one that was there first stays. */
    private void requireFirst(Reconnect made) throws FaultRefused, ClusterTrouble {
        ClusterView view = aim.choice().views().of(aim.where());
        List<PolicySeen> policies = view.policies(made.namespace());
        Optional<PolicySeen> ours = policies.stream().filter(each -> each.name().equals(made.policy())).findFirst();
        if (ours.isEmpty()) {
            return;
        }
        List<PolicySeen> before = policies.stream().filter(each -> !each.made().isAfter(ours.get().made())).toList();
        PartitionRules rules = new PartitionRules(aim.marks(), made.mark(), spec.direction());
        for (PodSeen pod : view.pods(made.namespace())) {
            boolean hit = made.labels() == null
                    ? pod.uid().equals(made.uid())
                    : PartitionRules.isSelected(pod, made.labels());
            if (hit) {
                requireNone(rules.rival(pod, before), pod);
            }
        }
    }
}
