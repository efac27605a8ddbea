package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.ApiUndo.LeftToRollout;
import io.faultline.injector.fault.ApiUndo.ScaleBack;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.MarkRules;
import io.faultline.injector.fault.cluster.Marks;
import org.jspecify.annotations.Nullable;

/** Changes deployments and stateful sets, and gives them back the size they had. */
record WorkloadHand(Reach reach, Marks marks) {
    void change(LeftToRollout undo, Map<String, Object> patch) throws ClusterTrouble {
        boolean there = workload(undo.where(), undo.kind(), undo.namespace(), undo.name(), undo.uid()).make("restart",
                _ -> patch);
        requireThere(there, undo.kind(), undo.namespace(), undo.name());
    }

    void scale(ScaleBack undo, Duration longest) throws ClusterTrouble {
        Map<String, String> annotation = marks.annotation(undo.mark(), undo, longest);
        boolean there = workload(undo).make("scale",
                found -> isMarked(found, undo.mark()) && size(found) == undo.set()
                        ? null
                        : Map.of("metadata", MarkedChange.marked(annotation), "spec", Map.of("replicas", undo.set())));
        requireThere(there, undo.kind(), undo.namespace(), undo.name());
    }

    int ready(ScaleBack undo) throws ClusterTrouble {
        return workload(undo).read().map(found -> Seen.workload(found).ready()).orElse(0);
    }

    /** What is no longer as we left it is somebody else's business: an autoscaler's, or a person's. */
    void scaleBack(ScaleBack undo) throws ClusterTrouble {
        workload(undo).make("scale", found -> {
            if (!isMarked(found, undo.mark()) && !isRolledBack(found, undo)) {
                return null;
            }
            Map<String, Object> patch = new HashMap<>(
                    Map.of("metadata", MarkedChange.unmarked(found, marks.key(undo.mark()))));
            if (size(found) == undo.set()) {
                patch.put("spec", Map.of("replicas", other(found, undo).map(ScaleBack::set).orElse(undo.former())));
            }
            return patch;
        });
    }

    /**
     * <code>kubectl rollout undo</code> puts the annotations of the former revision in the place of all, and leaves labels
     * and size as they are. The label goes with the last mark: without it, it is mended, and its size is somebody else's.
     */
    private boolean isRolledBack(HasMetadata found, ScaleBack undo) {
        return Marks.MARKED.equals(Seen.bearer(found).labels().get(Marks.LABEL)) && size(found) == undo.set()
                && other(found, undo).isEmpty();
    }

    /** Another fault that holds its size, and goes on doing so. */
    private Optional<ScaleBack> other(HasMetadata found, ScaleBack undo) {
        List<ScaleBack> all = MarkRules.inForce(ScaleBack.class, Seen.bearer(found), marks).stream()
                .filter(each -> !each.mark().equals(undo.mark())).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    private static int size(HasMetadata found) {
        return Seen.workload(found).replicas();
    }

    private boolean isMarked(HasMetadata found, String mark) {
        return Seen.annotations(found.getMetadata()).containsKey(marks.key(mark));
    }

    private MarkedChange<? extends HasMetadata> workload(ScaleBack undo) throws ClusterTrouble {
        return workload(undo.where(), undo.kind(), undo.namespace(), undo.name(), undo.uid());
    }

    private MarkedChange<? extends HasMetadata> workload(@Nullable Infrastructure where, String kind,
            String namespace, String name, String uid) throws ClusterTrouble {
        KubernetesClient client = reach.of(where).client();
        String what = "%s %s/%s".formatted(kind, namespace, name);
        return kind.equals("statefulset")
                ? new MarkedChange<>(client, client.apps().statefulSets().inNamespace(namespace).withName(name), what,
                        uid)
                : new MarkedChange<>(client, client.apps().deployments().inNamespace(namespace).withName(name), what,
                        uid);
    }

    private static void requireThere(boolean there, String kind, String namespace, String name)
            throws ClusterTrouble {
        if (!there) {
            throw new ClusterTrouble("%s %s/%s has gone meanwhile".formatted(kind, namespace, name));
        }
    }
}
