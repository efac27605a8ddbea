package io.faultline.injector.cluster.beside;

import java.time.Duration;
import java.util.List;

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
    public HelperSettings {
        pullSecrets = List.copyOf(pullSecrets);
    }

    public static HelperSettings of(String image, String namespace, String pullPolicy) {
        return new HelperSettings(image, namespace, pullPolicy, List.of(), Duration.ofSeconds(30));
    }
}
