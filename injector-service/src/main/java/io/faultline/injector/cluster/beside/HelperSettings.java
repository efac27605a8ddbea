package io.faultline.injector.cluster.beside;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How helper pods are started.
 *
 * @param image made by deploy/helper
 * @param namespace they all live there, whatever they are beside; made if it is missing
 * @param pullPolicy of the image: Always, IfNotPresent or Never
 * @param pullSecrets names of secrets in that namespace
 * @param idle one that has had nothing in force for so long leaves
 */
public record HelperSettings(String image, String namespace, String pullPolicy, List<String> pullSecrets,
        Duration idle) {
    private static final Duration IDLE = Duration.ofSeconds(30);

    public HelperSettings {
        pullSecrets = List.copyOf(pullSecrets);
    }

    /** As an injector reads its own, for who has no configuration: an agent, and whoever mends by hand. */
    public static HelperSettings of(Map<String, String> environment) {
        String secrets = environment.getOrDefault("FAULTLINE_HELPER_PULL_SECRETS", "");
        return new HelperSettings(environment.getOrDefault("FAULTLINE_HELPER_IMAGE", "faultline/helper:0.1.0"),
                environment.getOrDefault("FAULTLINE_HELPER_NAMESPACE", "faultline"),
                environment.getOrDefault("FAULTLINE_HELPER_PULL_POLICY", "IfNotPresent"),
                Stream.of(secrets.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList(), IDLE);
    }

    public static HelperSettings of(String image, String namespace, String pullPolicy) {
        return new HelperSettings(image, namespace, pullPolicy, List.of(), IDLE);
    }
}
