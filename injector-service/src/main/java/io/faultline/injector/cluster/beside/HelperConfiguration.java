package io.faultline.injector.cluster.beside;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.faultline.contracts.ids.Ids;
import io.faultline.injector.fault.beside.Helpers;
import io.faultline.injector.fault.cluster.Marks;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives the nouns helpers on nodes. */
@Configuration(proxyBeanMethods = false)
class HelperConfiguration {
    @Bean
    Helpers helpers(@Value("${faultline.cluster.kubeconfig}") String kubeconfig,
            @Value("${faultline.cluster.kubeconfigs}") String folders, HelperSettings settings, Marks marks,
            InstantSource clock, Ids ids, @Value("${faultline.instance}") String instance) {
        return new LazyHelpers(kubeconfig, folders, settings, marks, clock, ids.random(),
                instance + "-" + ProcessHandle.current().pid());
    }

    @Bean
    HelperSettings helperSettings(@Value("${faultline.cluster.helper-image}") String image,
            @Value("${faultline.cluster.helper-namespace}") String namespace,
            @Value("${faultline.cluster.helper-pull-policy}") String pullPolicy,
            @Value("${faultline.cluster.helper-pull-secrets}") List<String> pullSecrets,
            @Value("${faultline.cluster.helper-idle}") Duration idle) {
        return new HelperSettings(image, namespace, pullPolicy, pullSecrets, idle);
    }
}
