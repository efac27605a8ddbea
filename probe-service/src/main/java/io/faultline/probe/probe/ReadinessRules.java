package io.faultline.probe.probe;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * When an object of a cluster is ready: a pod that serves, a workload whose pods all do, a node that takes pods. Of other
 * kinds their condition Ready or Available tells, as custom resources have it.
 */
final class ReadinessRules {
    private ReadinessRules() {}

    /** What is known of an object's readiness. */
    sealed interface Readiness {}

    record Ready() implements Readiness {}

    record Waiting(String why) implements Readiness {}

    record Unknowable(String why) implements Readiness {}

    static Readiness of(ClusterObject object) {
        if (at(object.tree(), "metadata").containsKey("deletionTimestamp")) {
            return new Waiting("being deleted");
        }
        Map<?, ?> spec = at(object.tree(), "spec");
        Map<?, ?> status = at(object.tree(), "status");
        boolean seen = number(status, "observedGeneration", Long.MAX_VALUE) >= number(
                at(object.tree(), "metadata"), "generation", 0);
        return switch (object.kind()) {
            case "Pod" -> pod(status);
            case "Deployment" -> !seen
                    ? new Waiting("a change is not taken up yet")
                    : all("available", Math.min(number(status, "availableReplicas", 0),
                            number(status, "readyReplicas", 0)), number(spec, "replicas", 1));
            case "StatefulSet", "ReplicaSet", "ReplicationController" -> !seen
                    ? new Waiting("a change is not taken up yet")
                    : all("ready", number(status, "readyReplicas", 0), number(spec, "replicas", 1));
            case "DaemonSet" -> !seen
                    ? new Waiting("a change is not taken up yet")
                    : all("ready", number(status, "numberReady", 0), number(status, "desiredNumberScheduled", 0));
            case "Job" -> condition(status, "Complete");
            case "PersistentVolumeClaim" -> phase(status, "Bound");
            case "Namespace" -> phase(status, "Active");
            default -> byCondition(object, status);
        };
    }

    private static Readiness pod(Map<?, ?> status) {
        if (condition(status, "Ready") instanceof Ready) {
            return new Ready();
        }
        return new Waiting(maps(status, "containerStatuses").filter(each -> !Boolean.TRUE.equals(each.get("ready")))
                .map(ReadinessRules::reason).findFirst()
                .orElseGet(() -> "phase " + status.get("phase")));
    }

    private static String reason(Map<?, ?> container) {
        Object why = Stream.of("waiting", "terminated")
                .flatMap(state -> Stream.<Object>ofNullable(at(at(container, "state"), state).get("reason")))
                .findFirst()
                .orElse("not ready");
        return "container %s: %s".formatted(container.get("name"), why);
    }

    private static Readiness byCondition(ClusterObject object, Map<?, ?> status) {
        for (String type : List.of("Ready", "Available")) {
            if (maps(status, "conditions").anyMatch(each -> type.equals(each.get("type")))) {
                return condition(status, type);
            }
        }
        return new Unknowable("nothing tells whether a %s is ready; ask whether it is present instead"
                .formatted(object.kind()));
    }

    private static Readiness condition(Map<?, ?> status, String type) {
        @Nullable
        Map<?, ?> found = maps(status, "conditions").filter(each -> type.equals(each.get("type"))).findFirst()
                .orElse(null);
        if (found != null && "True".equals(found.get("status"))) {
            return new Ready();
        }
        Object reason = found == null ? null : found.get("reason");
        return new Waiting("not " + type + (reason == null ? "" : ": " + reason));
    }

    private static Readiness phase(Map<?, ?> status, String wanted) {
        return wanted.equals(status.get("phase")) ? new Ready() : new Waiting("phase " + status.get("phase"));
    }

    private static Readiness all(String what, long are, long wanted) {
        return are >= wanted ? new Ready() : new Waiting("%d of %d %s".formatted(are, wanted, what));
    }

    private static Map<?, ?> at(Map<?, ?> tree, String name) {
        return tree.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static Stream<Map<?, ?>> maps(Map<?, ?> tree, String name) {
        return tree.get(name) instanceof List<?> list
                ? list.stream().flatMap(each -> each instanceof Map<?, ?> map ? Stream.of(map) : Stream.of())
                : Stream.of();
    }

    private static long number(Map<?, ?> tree, String name, long otherwise) {
        return tree.get(name) instanceof Number number ? number.longValue() : otherwise;
    }
}
