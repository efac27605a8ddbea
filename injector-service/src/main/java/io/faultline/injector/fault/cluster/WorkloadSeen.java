package io.faultline.injector.fault.cluster;

import java.util.Map;

import io.faultline.contracts.run.HitTarget;

/**
 * A workload as the cluster's API told it.
 *
 * @param kind in small letters: deployment, statefulset, daemonset, replicaset, job
 * @param replicas how many pods it is to have
 * @param ready how many of them are ready
 */
public record WorkloadSeen(String kind, String namespace, String name, String uid, Map<String, String> labels,
        Map<String, String> annotations, int replicas, int ready) {
    public WorkloadSeen {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    /** Names it among those of its kind. */
    public String path() {
        return namespace + "/" + name;
    }

    Bearer bearer() {
        return new Bearer(kind, namespace, name, uid, labels, annotations, null);
    }

    public HitTarget hit() {
        return new HitTarget(kind, path(), "%d of %d pods ready".formatted(ready, replicas));
    }
}
