package io.faultline.injector.fault.cluster;

import java.util.Map;

import io.faultline.contracts.run.HitTarget;

/**
 * A node as the cluster's API told it.
 *
 * @param cordoned no new pods are placed there
 */
public record NodeSeen(String name, String uid, Map<String, String> labels, boolean ready, boolean cordoned) {
    public NodeSeen {
        labels = Map.copyOf(labels);
    }

    public HitTarget hit() {
        return new HitTarget("node", name, ready ? "ready" : "not ready");
    }
}
