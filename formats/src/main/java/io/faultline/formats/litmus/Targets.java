package io.faultline.formats.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.WorkloadTarget;
import org.jspecify.annotations.Nullable;

/** Targets as Litmus chooses them: by names, or so many percent of what the labels match, 0 percent being one. */
final class Targets {
    /** Faults Litmus makes on several nodes, and on any when it is told of none; the others are of one node. */
    private static final Set<String> OF_SEVERAL = Set.of("node-cpu-hog", "node-memory-hog", "node-io-stress");
    /** Every node has this label. */
    private static final String EVERY_NODE = "kubernetes.io/hostname";

    private Targets() {}

    /** So many, so many percent, or all. */
    private record Amount(@Nullable Integer count, @Nullable Integer percent) {}

    static PodTarget pods(Tunables env) {
        App app = env.app();
        List<String> names = new ArrayList<>(env.list("TARGET_PODS"));
        names.addAll(names.isEmpty() ? app.pods() : List.of());
        boolean health = app.healthCheck() || env.flag("DEFAULT_HEALTH_CHECK");
        String container = container(env);
        if (!names.isEmpty()) {
            env.text("PODS_AFFECTED_PERC");
            env.text("NODE_LABEL");
            if (app.labels() != null) {
                env.notes().ignore(app.spot(), "the labels are left out: TARGET_PODS names the pods, as in Litmus");
            }
            return new PodTarget(app.namespace(), null, names, null, null, null, null, null, container, null, null,
                    health);
        }
        if (!app.selects() && env.isBlank("NODE_LABEL")) {
            env.notes().refuse(app.spot(),
                    "it names no target: give appinfo (appns, applabel, appkind), selectors or TARGET_PODS");
        }
        Amount amount = killCount(env);
        return new PodTarget(app.namespace(), app.labels(), List.of(), app.kind(), app.workload(), null, null,
                env.orNull("NODE_LABEL"), container, amount.count(), amount.percent(), health);
    }

    /** All pods with the labels, whoever owns them, those that come later among them. */
    static PodTarget allPods(Tunables env) {
        App app = env.app();
        boolean health = app.healthCheck() || env.flag("DEFAULT_HEALTH_CHECK");
        List<String> narrowing = List.of("TARGET_PODS", "PODS_AFFECTED_PERC", "NODE_LABEL");
        if (app.labels() != null) {
            narrowing.stream().filter(name -> !env.isNone(name)).forEach(name -> env.notes().ignore(env.spot(name),
                    "%s is left out: all pods with the labels are hit, as in Litmus".formatted(name)));
            if (app.kind() != null) {
                env.notes().ignore(app.spot(),
                        "the kind is left out: all pods with the labels are hit, whoever owns them, as in Litmus");
            }
            return new PodTarget(app.namespace(), app.labels(), List.of(), null, null, null, null, null, null, null,
                    null, health);
        }
        PodTarget named = pods(env);
        return new PodTarget(named.namespace(), null, named.names(), named.kind(), named.workload(), null, null,
                named.nodeLabels(), null, null, null, health);
    }

    private static Amount killCount(Tunables env) {
        boolean counts = env.form().name().equals("pod-delete") && !env.isBlank("KILL_COUNT");
        if (counts) {
            env.text("PODS_AFFECTED_PERC");
            return new Amount(env.within("KILL_COUNT", 1, 100_000, ""), null);
        }
        return amount(env, "PODS_AFFECTED_PERC");
    }

    /** The percentage a tunable says; 0 is one target. */
    private static Amount amount(Tunables env, String name) {
        int percent = env.within(name, 0, 1000, " percent");
        return percent == 0 ? new Amount(1, null) : new Amount(null, Math.min(100, percent));
    }

    private static @Nullable String container(Tunables env) {
        List<String> containers = env.list("TARGET_CONTAINER");
        if (containers.isEmpty()) {
            return null;
        }
        boolean several = containers.size() > 1 || containers.getFirst().equals("all");
        if (several) {
            env.notes().differently(env.spot("TARGET_CONTAINER"),
                    "only one container of a pod is hit: " + CommonTunables.CONTAINER);
        }
        return containers.getFirst().equals("all") ? null : containers.getFirst();
    }

    static @Nullable NodeTarget nodes(Tunables env) {
        App app = env.app();
        boolean several = OF_SEVERAL.contains(env.form().name());
        List<String> nodes = env.list("TARGET_NODES");
        List<String> node = env.list("TARGET_NODE");
        List<String> names = nodes.isEmpty() || !several && !node.isEmpty() ? node : nodes;
        boolean health = app.healthCheck() || env.flag("DEFAULT_HEALTH_CHECK");
        env.text("NODE_LABEL");
        if (health && (!names.isEmpty() || !env.isBlank("NODE_LABEL"))) {
            env.notes().differently(env.spot("DEFAULT_HEALTH_CHECK"),
                    "nodes that are named or labelled have no pods to check: watch them by a k8s probe, operation ready");
        }
        if (!names.isEmpty()) {
            if (several) {
                env.text("NODES_AFFECTED_PERC");
            }
            return new NodeTarget(names, null, null, null, null);
        }
        Amount amount = several ? amount(env, "NODES_AFFECTED_PERC") : new Amount(1, null);
        if (!env.isBlank("NODE_LABEL")) {
            return new NodeTarget(List.of(), env.text("NODE_LABEL"), null, amount.count(), amount.percent());
        }
        if (!app.selects() && several) {
            env.notes().differently(env.spot("TARGET_NODES"), "it names no node: %s of the cluster, as in Litmus"
                    .formatted(amount.count() == null ? amount.percent() + " percent of the nodes" : "any one node"));
            return new NodeTarget(List.of(), EVERY_NODE, null, amount.count(), amount.percent());
        }
        if (!app.selects()) {
            env.notes().refuse(env.spot("TARGET_NODE"),
                    "it names no target: give TARGET_NODE, TARGET_NODES, NODE_LABEL or appinfo");
            return null;
        }
        if (several) {
            env.notes().differently(app.spot(),
                    "nodes of the application are hit; in Litmus any of the cluster are, whatever the application");
        }
        PodTarget pods = new PodTarget(app.namespace(), app.labels(), app.pods(), app.kind(), app.workload(), null,
                null, null, null, null, null, health);
        return new NodeTarget(List.of(), null, pods, amount.count(), amount.percent());
    }

    static @Nullable WorkloadTarget workloads(Tunables env) {
        App app = env.app();
        if (env.flag("DEFAULT_HEALTH_CHECK")) {
            env.notes().differently(env.spot("DEFAULT_HEALTH_CHECK"), "the fault waits until all replicas are ready, as"
                    + " ever; before and after it, a k8s probe, operation ready, looks at them");
        }
        Amount amount = amount(env, "APP_AFFECT_PERC");
        String kind = app.kind() == null ? "deployment" : app.kind();
        boolean sizeable = kind.equals("deployment") || kind.equals("statefulset");
        if (!sizeable) {
            env.notes().refuse(app.spot(), "only deployments and statefulsets have a size");
        }
        if (app.labels() == null && app.workload() == null) {
            env.notes().refuse(app.spot(), "it names no target: give appinfo (appns, applabel, appkind)");
        }
        boolean named = app.labels() != null || app.workload() != null;
        return sizeable && named
                ? new WorkloadTarget(app.namespace(), kind, app.workload(), app.labels(), null, amount.count(),
                        amount.percent())
                : null;
    }
}
