package io.faultline.probe.cluster;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How clusters are reached.
 *
 * @param kubeconfig of the cluster meant when an experiment names none; empty: what kubectl would use, or the service
 *     account of the pod this runs in
 * @param kubeconfigs folders, separated by commas; kubeconfigs of infrastructures have to lie below one
 * @param podLifetime after this a probe pod ends by itself, and is started anew if it is still needed
 */
@ConfigurationProperties("faultline.cluster")
record ClusterSettings(@DefaultValue("") String kubeconfig, @DefaultValue("") String kubeconfigs,
        @DefaultValue("1h") Duration podLifetime) {}
