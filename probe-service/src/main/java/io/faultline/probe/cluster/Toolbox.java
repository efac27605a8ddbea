package io.faultline.probe.cluster;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Makes the tools when they are first needed: who measures in no cluster loads nothing of Kubernetes. */
final class Toolbox implements AutoCloseable {
    private final Supplier<ClusterTools> make;
    private @Nullable ClusterTools made;

    Toolbox(Supplier<ClusterTools> make) {
        this.make = make;
    }

    synchronized ClusterTools tools() {
        ClusterTools known = made;
        if (known == null) {
            known = make.get();
            made = known;
        }
        return known;
    }

    @Override
    public synchronized void close() throws Exception {
        if (made != null) {
            made.clients().close();
        }
    }
}
