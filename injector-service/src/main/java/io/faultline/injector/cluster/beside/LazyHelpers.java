package io.faultline.injector.cluster.beside;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import io.faultline.cluster.ClusterClients;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.beside.Helpers;
import io.faultline.injector.fault.cluster.Marks;
import org.jspecify.annotations.Nullable;

/** Speaks with helpers from the first time one is needed: until then nothing of the cluster's client is loaded. */
final class LazyHelpers implements Helpers {
    private final String kubeconfig;
    private final String folders;
    private final HelperSettings settings;
    private final Marks marks;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final String owner;
    private Consumer<BesideUndo> told = _ -> {};
    private volatile @Nullable Opened opened;

    private record Opened(Helpers helpers, Runnable end) {}

    LazyHelpers(String kubeconfig, String folders, HelperSettings settings, Marks marks, InstantSource clock,
            RandomGenerator random, String owner) {
        this.kubeconfig = kubeconfig;
        this.folders = folders;
        this.settings = settings;
        this.marks = marks;
        this.clock = clock;
        this.random = random;
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
            HelperPods pods = new HelperPods(clients, lazy.marks, lazy.settings, lazy.clock, lazy.random, lazy.owner);
            pods.whenLost(lazy.told);
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

    /** To be called before the first is needed. */
    @Override
    public synchronized void whenLost(Consumer<BesideUndo> tell) {
        told = tell;
    }

    @Override
    public void tidy(@Nullable Infrastructure where) {
        helpers().tidy(where);
    }

    @Override
    public void close() {
        Opened known = opened;
        if (known != null) {
            known.end().run();
        }
    }
}
