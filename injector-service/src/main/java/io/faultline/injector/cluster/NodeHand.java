package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.TaintBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.ApiUndo.Uncordon;
import io.faultline.injector.fault.ApiUndo.Untaint;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.MarkRules;
import io.faultline.injector.fault.cluster.Marks;
import org.jspecify.annotations.Nullable;

/** Cordons and taints nodes, and takes that back. Of several faults on one node, the last one's end makes it whole. */
record NodeHand(Reach reach, Marks marks) {
    void cordon(Uncordon undo, Duration longest) throws ClusterTrouble {
        Map<String, String> annotation = marks.annotation(undo.mark(), undo, longest);
        boolean there = node(undo.where(), undo.node(), undo.uid()).make("cordon",
                node -> isMarked(node, undo.mark()) && Boolean.TRUE.equals(node.getSpec().getUnschedulable())
                        ? null
                        : Map.of("metadata", MarkedChange.marked(annotation), "spec", Map.of("unschedulable", true)));
        requireThere(there, undo.node());
    }

    boolean isHeld(Uncordon undo) throws ClusterTrouble {
        return node(undo.where(), undo.node(), undo.uid()).read().filter(node -> isMarked(node, undo.mark())
                && Boolean.TRUE.equals(node.getSpec().getUnschedulable())).isPresent();
    }

    void uncordon(Uncordon undo) throws ClusterTrouble {
        node(undo.where(), undo.node(), undo.uid()).make("uncordon", node -> {
            if (!isMarked(node, undo.mark())) {
                return null;
            }
            Map<String, Object> patch = unmarking(node, undo.mark());
            boolean others = others(Uncordon.class, node).stream().anyMatch(each -> !each.mark().equals(undo.mark()));
            if (!undo.before() && !others) {
                Map<String, @Nullable Object> spec = new HashMap<>();
                spec.put("unschedulable", null);
                patch.put("spec", spec);
            }
            return patch;
        });
    }

    void taint(Untaint undo, Duration longest) throws ClusterTrouble {
        Map<String, String> annotation = marks.annotation(undo.mark(), undo, longest);
        Taint taint = new TaintBuilder().withKey(undo.key()).withValue(undo.value()).withEffect(undo.effect()).build();
        boolean there = node(undo.where(), undo.node(), undo.uid()).make("taint", node -> {
            List<Taint> taints = new ArrayList<>(node.getSpec().getTaints());
            boolean tainted = taints.stream().anyMatch(each -> isThat(each, undo)
                    && Objects.equals(Objects.requireNonNullElse(each.getValue(), ""), undo.value()));
            if (tainted && isMarked(node, undo.mark())) {
                return null;
            }
            if (!tainted) {
                taints.add(taint);
            }
            return Map.of("metadata", MarkedChange.marked(annotation), "spec", Map.of("taints", taints));
        });
        requireThere(there, undo.node());
    }

    void untaint(Untaint undo) throws ClusterTrouble {
        node(undo.where(), undo.node(), undo.uid()).make("untaint", node -> {
            if (!isMarked(node, undo.mark())) {
                return null;
            }
            Map<String, Object> patch = unmarking(node, undo.mark());
            boolean others = others(Untaint.class, node).stream().anyMatch(each -> !each.mark().equals(undo.mark())
                    && each.key().equals(undo.key()) && each.effect().equals(undo.effect()));
            if (!others) {
                List<Taint> left = node.getSpec().getTaints().stream().filter(each -> !isThat(each, undo)).toList();
                Map<String, @Nullable Object> spec = new HashMap<>();
                spec.put("taints", left.isEmpty() ? null : left);
                patch.put("spec", spec);
            }
            return patch;
        });
    }

    private static boolean isThat(Taint taint, Untaint undo) {
        return Objects.equals(taint.getKey(), undo.key()) && Objects.equals(taint.getEffect(), undo.effect());
    }

    private MarkedChange<Node> node(@Nullable Infrastructure where, String name, String uid) throws ClusterTrouble {
        KubernetesClient client = reach.of(where).client();
        return new MarkedChange<>(client, client.nodes().withName(name), "node " + name, uid);
    }

    private boolean isMarked(Node node, String mark) {
        return Seen.annotations(node.getMetadata()).containsKey(marks.key(mark));
    }

    private <U extends ApiUndo> List<U> others(Class<U> kind, Node node) {
        return MarkRules.inForce(kind, Seen.bearer(node), marks);
    }

    private Map<String, Object> unmarking(Node node, String mark) {
        return new HashMap<>(Map.of("metadata", MarkedChange.unmarked(node, marks.key(mark))));
    }

    private static void requireThere(boolean there, String node) throws ClusterTrouble {
        if (!there) {
            throw new ClusterTrouble("node %s has gone meanwhile".formatted(node));
        }
    }
}
