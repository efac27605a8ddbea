package io.faultline.injector.fault.cluster;

import java.time.Instant;
import java.util.Map;

/**
 * A network policy as the cluster's API told it.
 *
 * @param pods which it is for
 * @param ingress whether it is about what comes in
 * @param egress whether it is about what goes out
 * @param made to the second, by the cluster's clock
 */
public record PolicySeen(String name, LabelSelector pods, boolean ingress, boolean egress,
        Map<String, String> annotations, Instant made) {
    public PolicySeen {
        annotations = Map.copyOf(annotations);
    }
}
