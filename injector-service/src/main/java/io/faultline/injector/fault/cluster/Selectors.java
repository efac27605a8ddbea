package io.faultline.injector.fault.cluster;

import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.fault.ClusterTarget;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.WorkloadTarget;
import org.jspecify.annotations.Nullable;

/** Selectors in words, for whoever mistyped one. */
public final class Selectors {
    private Selectors() {}

    /** That nothing matches, and how to see what there is. */
    public static String nothing(ClusterTarget target) {
        return "no %s %s; %s".formatted(kind(target), of(target), see(target));
    }

    /** That some of those that are named do not match. */
    static String missing(ClusterTarget target, String names) {
        return "no %s that matches is named %s (it is to be one %s); %s".formatted(kind(target), names, of(target),
                see(target));
    }

    private static String kind(ClusterTarget target) {
        return switch (target) {
            case PodTarget _ -> "pod";
            case WorkloadTarget some -> some.kind();
            case NodeTarget _ -> "node";
        };
    }

    private static String see(ClusterTarget target) {
        String where = switch (target) {
            case PodTarget pods -> "-n %s ".formatted(pods.namespace());
            case WorkloadTarget some -> "-n %s ".formatted(some.namespace());
            case NodeTarget _ -> "";
        };
        return "see kubectl %sget %ss --show-labels".formatted(where, kind(target));
    }

    private static String of(ClusterTarget target) {
        List<String> all = new ArrayList<>();
        switch (target) {
            case PodTarget pods -> {
                say(all, "with labels ", pods.labels());
                say(all, "named ", String.join(" or ", pods.names()));
                say(all, "of a ", pods.kind());
                say(all, "of workload ", pods.workload());
                say(all, "with annotations ", pods.annotations());
                say(all, "on node ", pods.node());
                say(all, "on a node with labels ", pods.nodeLabels());
                return "in namespace %s %s".formatted(pods.namespace(), String.join(", ", all));
            }
            case WorkloadTarget some -> {
                say(all, "named ", some.name());
                say(all, "with labels ", some.labels());
                say(all, "with annotations ", some.annotations());
                return "in namespace %s %s".formatted(some.namespace(), String.join(", ", all));
            }
            case NodeTarget nodes -> {
                say(all, "named ", String.join(" or ", nodes.names()));
                say(all, "with labels ", nodes.labels());
                say(all, "with a pod ", nodes.ofPods() == null ? null : of(nodes.ofPods()));
                return String.join(", ", all);
            }
        }
    }

    private static void say(List<String> all, String how, @Nullable String what) {
        if (what != null && !what.isEmpty()) {
            all.add(how + what);
        }
    }
}
