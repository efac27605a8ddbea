package io.faultline.probe.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

import io.faultline.probe.probe.Bounded;
import io.faultline.probe.probe.ClusterObjects;
import io.faultline.probe.probe.Passages;
import io.faultline.probe.probe.PodPrograms;
import io.faultline.probe.probe.ProbePods;
import io.faultline.probe.value.Environment;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Measurements in clusters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClusterSettings.class)
public class ClusterConfiguration {
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

    @Bean
    Toolbox toolbox(ClusterSettings settings, Bounded bounded, InstantSource clock, Environment environment) {
        boolean inside = settings.kubeconfig().isBlank() && environment.variable("KUBERNETES_SERVICE_HOST") != null
                && Files.exists(SERVICE_ACCOUNT);
        Toolbox toolbox = new Toolbox(() -> ClusterTools.of(settings, bounded, clock, inside));
        if (inside || !settings.kubeconfig().isBlank()) {
            bounded.threads().execute(() -> toolbox.tools().sweep().run());
        }
        return toolbox;
    }

    @Bean
    ClusterObjects clusterObjects(Toolbox toolbox) {
        return (asked, place, timeout) -> toolbox.tools().objects().attempt(asked, place, timeout);
    }

    @Bean
    PodPrograms podPrograms(Toolbox toolbox) {
        return (call, pod, place, timeout) -> toolbox.tools().programs().run(call, pod, place, timeout);
    }

    @Bean
    Passages passages(Toolbox toolbox) {
        return place -> toolbox.tools().passages().open(place);
    }

    @Bean
    ProbePods probePods(Toolbox toolbox) {
        return (pod, place) -> toolbox.tools().pods().end(pod, place);
    }
}
