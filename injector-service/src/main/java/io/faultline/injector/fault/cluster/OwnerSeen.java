package io.faultline.injector.fault.cluster;

/**
 * What looks after a pod.
 *
 * @param kind in small letters: deployment, replicaset, statefulset, daemonset, job
 */
public record OwnerSeen(String kind, String name) {
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
