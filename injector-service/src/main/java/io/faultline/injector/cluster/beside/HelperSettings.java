package io.faultline.injector.cluster.beside;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How helper pods are started.
 *
 * @param image made by deploy/helper
 * @param namespace they all live there, whatever they are beside; made if it is missing
 * @param pullPolicy of the image: Always, IfNotPresent or Never
 * @param pullSecrets names of secrets in that namespace
 * @param labels more of them
 * @param annotations more of them
 * @param idle one that has had nothing in force for so long leaves
 */
public record HelperSettings(String image, String namespace, String pullPolicy, List<String> pullSecrets,
        Map<String, String> labels, Map<String, String> annotations, Duration idle) {
    public HelperSettings {
        pullSecrets = List.copyOf(pullSecrets);
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    public static HelperSettings of(String image, String namespace, String pullPolicy) {
        return new HelperSettings(image, namespace, pullPolicy, List.of(), Map.of(), Map.of(), Duration.ofSeconds(30));
    }
}
