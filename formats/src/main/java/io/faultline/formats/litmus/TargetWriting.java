package io.faultline.formats.litmus;

import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.contracts.fault.ClusterTarget;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.NodeCpuHog;
import io.faultline.contracts.fault.NodeIoStress;
import io.faultline.contracts.fault.NodeMemoryHog;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.WorkloadTarget;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A target as an engine says it: in its spec, and in tunables. */
final class TargetWriting {
    private static final Set<String> KINDS = Set.of("deployment", "statefulset", "daemonset");
    private static final String ALL = "Litmus hits all pods with the labels, whatever else is said";
    private static final String ONE = "Litmus makes this fault on one node";
    private final ObjectNode spec;
    private final EnvWriting env;
    private final Losses losses;
    /** Whether the fault can be told a number of targets. */
    private final boolean counts;
    /** Whether it hits all pods with the labels, whatever else is said. */
    private final boolean all;
    /** Whether it is one of nodes that hits several; the others hit one. */
    private final boolean several;

    TargetWriting(ObjectNode spec, EnvWriting env, FaultSpec fault) {
        this.counts = fault instanceof PodDelete;
        this.all = fault instanceof PodNetworkPartition;
        this.several = fault instanceof NodeCpuHog || fault instanceof NodeMemoryHog || fault instanceof NodeIoStress;
        this.spec = spec;
        this.env = env;
        this.losses = env.losses().at("target");
    }

    void write(ClusterTarget target) {
        switch (target) {
            case PodTarget pods -> pods(pods);
            case NodeTarget nodes -> nodes(nodes);
            case WorkloadTarget workloads -> {
                losses.loseIf(workloads.annotations() != null, "annotations", "Litmus finds workloads by labels");
                boolean both = workloads.name() != null && workloads.labels() != null;
                losses.loseIf(both, "labels", "Litmus takes a name or labels");
                app(workloads.namespace(), workloads.labels(), workloads.kind(), workloads.name());
                amount("APP_AFFECT_PERC", workloads.count(), workloads.percent());
            }
        }
    }

    private void pods(PodTarget pods) {
        losses.loseIf(pods.annotations() != null, "annotations", "Litmus finds pods by labels and names");
        losses.loseIf(pods.node() != null, "node", "Litmus finds nodes by labels; write nodeLabels");
        env.set("DEFAULT_HEALTH_CHECK", pods.healthCheck());
        env.set("TARGET_CONTAINER", Objects.requireNonNullElse(pods.container(), ""));
        env.set("NODE_LABEL", Objects.requireNonNullElse(pods.nodeLabels(), ""));
        env.list("TARGET_PODS", pods.names());
        if (all) {
            losses.loseIf(!pods.names().isEmpty() || pods.workload() != null, "names", ALL);
            losses.loseIf(pods.labels() == null, "labels", ALL);
            losses.loseIf(pods.labels() != null && pods.kind() != null, "kind", ALL);
            losses.loseIf(pods.nodeLabels() != null, "nodeLabels", ALL);
            losses.loseIf(pods.count() != null, "count", ALL);
            losses.loseIf(pods.percent() != null, "percent", ALL);
            // A kind has to be there, and is not looked at.
            app(pods.namespace(), pods.labels(), Objects.requireNonNullElse(pods.kind(), "deployment"),
                    pods.labels() == null ? pods.workload() : null);
            return;
        }
        if (pods.names().isEmpty()) {
            app(pods.namespace(), pods.labels(), pods.kind(), pods.workload());
            amount("PODS_AFFECTED_PERC", pods.count(), pods.percent());
            return;
        }
        boolean narrowed = Stream.of(pods.labels(), pods.kind(), pods.workload(), pods.nodeLabels(), pods.count(),
                pods.percent()).anyMatch(Objects::nonNull);
        losses.loseIf(narrowed, "names", "Litmus hits all pods that are named, whatever else is said");
        app(pods.namespace(), null, null, null);
    }

    private void nodes(NodeTarget nodes) {
        boolean overlap = Stream.of(!nodes.names().isEmpty(), nodes.labels() != null, nodes.ofPods() != null)
                .filter(each -> each).count() > 1;
        losses.loseIf(overlap, "names", "Litmus takes one of names, labels and ofPods");
        losses.loseIf(!nodes.names().isEmpty() && (nodes.count() != null || nodes.percent() != null), "count",
                "Litmus hits all nodes that are named");
        env.set("NODE_LABEL", Objects.requireNonNullElse(nodes.labels(), ""));
        if (several) {
            severalOf(nodes);
        } else {
            oneOf(nodes);
        }
        PodTarget pods = nodes.ofPods();
        if (pods != null) {
            boolean narrowed = Stream.of(pods.annotations(), pods.node(), pods.nodeLabels(), pods.container(),
                    pods.count(), pods.percent()).anyMatch(Objects::nonNull) || !pods.names().isEmpty();
            losses.loseIf(narrowed, "ofPods", "Litmus finds these pods by labels alone");
            env.set("DEFAULT_HEALTH_CHECK", pods.healthCheck());
            app(pods.namespace(), pods.labels(), pods.kind(), pods.workload());
        }
    }

    private void severalOf(NodeTarget nodes) {
        env.list("TARGET_NODES", nodes.names());
        losses.loseIf(nodes.ofPods() != null, "ofPods", "Litmus hits any nodes, whatever the application");
        if (nodes.names().isEmpty()) {
            amount("NODES_AFFECTED_PERC", nodes.count(), nodes.percent());
        }
    }

    private void oneOf(NodeTarget nodes) {
        env.set("TARGET_NODE", nodes.names().isEmpty() ? "" : nodes.names().getFirst());
        losses.loseIf(nodes.names().size() > 1, "names", ONE);
        boolean named = !nodes.names().isEmpty();
        losses.loseIf(!named && nodes.percent() != null, "percent", ONE);
        boolean isOne = nodes.percent() != null || nodes.count() != null && nodes.count() == 1;
        losses.loseIf(!named && !isOne, "count", ONE);
    }

    private void app(String namespace, @Nullable String labels, @Nullable String kind, @Nullable String workload) {
        losses.loseIf(kind != null && labels == null && workload == null, "kind", "Litmus needs labels beside a kind");
        losses.changeIf(kind == null && labels != null, "labels", "Litmus needs a kind beside labels");
        losses.loseIf(kind != null && !KINDS.contains(kind), "kind", "Litmus does not know " + kind);
        if (workload == null) {
            ObjectNode app = spec.putObject("appinfo");
            app.put("appns", namespace);
            app.put("applabel", Objects.requireNonNullElse(labels, ""));
            app.put("appkind", Objects.requireNonNullElse(kind, ""));
            return;
        }
        losses.loseIf(labels != null, "labels", "Litmus takes a workload's name or labels");
        ObjectNode one = spec.putObject("selectors").putArray("workloads").addObject();
        one.put("kind", Objects.requireNonNullElse(kind, ""));
        one.put("namespace", namespace);
        one.put("names", workload);
    }

    /** One target is 0 percent; more than one but not all, by number, cannot be said. */
    private void amount(String name, @Nullable Integer count, @Nullable Integer percent) {
        if (count != null && count > 1) {
            number(count);
        }
        losses.changeIf(count == null && percent == null, "percent", "all of them are written as 100 percent");
        env.set(name, count != null ? "0" : percent == null ? "100" : percent.toString());
    }

    private void number(int count) {
        if (counts) {
            losses.at("count").change("only older versions of Litmus know KILL_COUNT");
            env.set("KILL_COUNT", count);
        } else {
            losses.at("count").lose("Litmus hits one target or a share of them");
        }
    }
}
