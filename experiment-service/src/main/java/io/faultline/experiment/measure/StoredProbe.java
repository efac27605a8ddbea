package io.faultline.experiment.measure;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A probe kept under its name; in which mode it measures is said where it is used.
 *
 * @param type httpProbe, cmdProbe, promProbe or k8sProbe
 * @param properties as they were sent: how it runs and what it measures
 */
public record StoredProbe(@Nullable String description, List<String> tags, String type,
        Map<String, Object> properties) {
    public StoredProbe {
        tags = tags == null ? List.of() : List.copyOf(tags);
    }
}
