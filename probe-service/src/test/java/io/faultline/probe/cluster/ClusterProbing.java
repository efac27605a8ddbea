package io.faultline.probe.cluster;

import io.faultline.probe.probe.Clusters;
import io.faultline.probe.probe.Probing;
import io.faultline.probe.probe.Web;

/** Probing that has nothing but clusters. */
final class ClusterProbing {
    private static final Web NO_WEB = (_, _, _) -> {
        throw new UnsupportedOperationException();
    };

    private ClusterProbing() {}

    static Probing of(Clusters clusters) {
        return new Probing(NO_WEB, (_, _) -> {
            throw new UnsupportedOperationException();
        }, (_, _, _) -> {
            throw new UnsupportedOperationException();
        }, (_, _, _, _, _) -> {
            throw new UnsupportedOperationException();
        }, clusters);
    }
}
