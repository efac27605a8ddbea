package io.faultline.injector.cluster;

import java.time.Duration;
import java.time.InstantSource;

import io.faultline.injector.fault.application.Forwards;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.Marks;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the nouns the clusters. */
@Configuration(proxyBeanMethods = false)
class ClusterConfiguration {
    @Bean
    ClusterReach clusterReach(@Value("${faultline.cluster.kubeconfig}") String kubeconfig,
            @Value("${faultline.cluster.kubeconfigs}") String folders,
            @Value("${faultline.cluster.relist}") Duration relist,
            @Value("${faultline.cluster.helper-namespace}") String helpers, Marks marks, InstantSource clock) {
        return new LazyReach(new ClusterSettings(kubeconfig, folders, relist), helpers, marks, clock);
    }

    @Bean
    Forwards forwards(@Value("${faultline.cluster.kubeconfig}") String kubeconfig,
            @Value("${faultline.cluster.kubeconfigs}") String folders,
            @Value("${faultline.cluster.relist}") Duration relist) {
        return new ForwardedPorts(new ClusterSettings(kubeconfig, folders, relist));
    }
}
