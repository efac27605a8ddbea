package io.faultline.probe.probe;

/** Where nothing is measured in clusters. */
public final class NoCluster {
    public static final Clusters CLUSTERS = new Clusters((_, _, _) -> {
        throw new UnsupportedOperationException();
    }, (_, _, _, _) -> {
        throw new UnsupportedOperationException();
    }, _ -> {
        throw new UnsupportedOperationException();
    }, (_, _, _, _) -> {
        throw new UnsupportedOperationException();
    });

    private NoCluster() {}
}
