package io.faultline.injector.fault.cluster;

import java.util.List;
import java.util.Map;

import io.faultline.contracts.run.HitTarget;

/**
 * A node as the cluster's API told it.
 *
 * @param cordoned no new pods are placed there
 */
public record NodeSeen(String name, String uid, Map<String, String> labels,
        Map<String, String> annotations, boolean ready, boolean cordoned, List<Taint> taints) {
    /** What keeps pods away that do not tolerate it. */
    public record Taint(String key, String value, String effect) {}

    public NodeSeen {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
        taints = List.copyOf(taints);
    }

    Bearer bearer() {
        return new Bearer("node", null, name, uid, labels, annotations, null);
    }

    public HitTarget hit() {
        return new HitTarget("node", name, ready ? "ready" : "not ready");
    }
}
