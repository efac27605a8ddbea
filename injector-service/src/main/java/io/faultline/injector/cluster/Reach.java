package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.cluster.ClusterClients;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.ClusterViews;
import org.jspecify.annotations.Nullable;

/** The clusters that are connected, each from when it is first asked for; and the watchdog of their indexes. */
final class Reach implements ClusterViews, AutoCloseable {
    private final ClusterClients clients;
    private final Map<String, ConnectedCluster> connected = new ConcurrentHashMap<>();
    private final Checks<ConnectedCluster> watchdog;

    /** @param relist how often an index is held against the cluster */
    Reach(ClusterClients clients, Duration relist) {
        this.clients = clients;
        this.watchdog = new Checks<>(relist, connected::values, cluster -> cluster.index().check());
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

    @Override
    public void close() {
        watchdog.close();
        connected.values().forEach(ConnectedCluster::close);
        connected.clear();
        clients.close();
    }
}
