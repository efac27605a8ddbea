package io.faultline.injector.cluster;

import java.time.Duration;

import io.faultline.cluster.ClusterClients;

/**
 * How clusters are reached.
 *
 * @param kubeconfig of the cluster without an infrastructure; empty: what kubectl would use, or the pod's own account
 * @param folders kubeconfigs of infrastructures lie below one of these, separated by commas
 * @param relist how often what is known of a cluster's pods is held against it
 */
record ClusterSettings(String kubeconfig, String folders, Duration relist) {
    ClusterClients clients() {
        return ClusterClients.of(kubeconfig, folders);
    }
}
