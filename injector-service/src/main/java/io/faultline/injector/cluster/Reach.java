package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.cluster.ClusterClients;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.ClusterViews;
import org.jspecify.annotations.Nullable;

/** The clusters that are connected, each from when it is first asked for; and the watchdog of their indexes. */
final class Reach implements ClusterViews, AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ClusterClients clients;
    private final Map<String, ConnectedCluster> connected = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watchdog = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("cluster-index").daemon().factory());

    /** @param relist how often an index is held against the cluster */
    Reach(ClusterClients clients, Duration relist) {
        this.clients = clients;
        watchdog.scheduleWithFixedDelay(this::checkAll, relist.toMillis(), relist.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public ConnectedCluster of(@Nullable Infrastructure where) throws ClusterTrouble {
        String key = where == null ? "" : where.kubeconfig() + "#" + where.context() + "#" + where.namespace();
        try {
            KubernetesClient client = clients.to(where);
            ConnectedCluster known = connected.get(key);
            return known != null && known.client().equals(client) ? known : connect(key, client, where);
        } catch (ClusterUnreachable e) {
            throw new ClusterTrouble(e.reason(), e);
        }
    }

    private synchronized ConnectedCluster connect(String key, KubernetesClient client, @Nullable Infrastructure where) {
        ConnectedCluster known = connected.get(key);
        if (known != null && known.client().equals(client)) {
            return known;
        }
        ConnectedCluster made = new ConnectedCluster(client, where);
        connected.put(key, made);
        if (known != null) {
            known.close();
        }
        return made;
    }

    private void checkAll() {
        List.copyOf(connected.values()).forEach(this::check);
    }

    private void check(ConnectedCluster cluster) {
        if (cluster.index().check()) {
            watchdog.schedule(() -> check(cluster), SOON.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
        connected.values().forEach(ConnectedCluster::close);
        connected.clear();
        clients.close();
    }
}
