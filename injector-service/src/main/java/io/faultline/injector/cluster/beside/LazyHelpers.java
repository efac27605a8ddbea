package io.faultline.injector.cluster.beside;

import java.time.Duration;

import io.faultline.cluster.ClusterClients;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.beside.Helpers;
import io.faultline.injector.fault.cluster.Marks;
import org.jspecify.annotations.Nullable;

/** Speaks with helpers from the first time one is needed: until then nothing of the cluster's client is loaded. */
final class LazyHelpers implements Helpers, AutoCloseable {
    private final String kubeconfig;
    private final String folders;
    private final HelperSettings settings;
    private final Marks marks;
    private final String owner;
    private volatile @Nullable Opened opened;

    private record Opened(Helpers helpers, AutoCloseable end) {}

    LazyHelpers(String kubeconfig, String folders, HelperSettings settings, Marks marks, String owner) {
        this.kubeconfig = kubeconfig;
        this.folders = folders;
        this.settings = settings;
        this.marks = marks;
        this.owner = owner;
    }

    private Helpers helpers() {
        Opened known = opened;
        return known == null ? open() : known.helpers();
    }

    private synchronized Helpers open() {
        Opened known = opened;
        if (known == null) {
            known = Opening.open(this);
            opened = known;
        }
        return known.helpers();
    }

    /** Loaded only when it is needed. */
    private static final class Opening {
        static Opened open(LazyHelpers lazy) {
            ClusterClients clients = ClusterClients.of(lazy.kubeconfig, lazy.folders);
            HelperPods pods = new HelperPods(clients, lazy.marks, lazy.settings, lazy.owner);
            return new Opened(pods, () -> {
                pods.close();
                clients.close();
            });
        }
    }

    @Override
    public String make(BesideUndo undo, PodSettings wishes, Duration longest)
            throws FaultRefused, InterruptedException {
        return helpers().make(undo, wishes, longest);
    }

    @Override
    public void end(BesideUndo undo) throws NotReverted {
        helpers().end(undo);
    }

    @Override
    public void close() throws Exception {
        Opened known = opened;
        if (known != null) {
            known.end().close();
        }
    }
}
