package io.faultline.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import org.jspecify.annotations.Nullable;

/**
 * One client for each cluster, made when it is first asked for. A kubeconfig can name programs to run for a credential,
 * so only files below the folders given are read.
 */
public final class ClusterClients implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration REQUEST = Duration.ofSeconds(10);
    private static final int RETRIES = 2;
    /** Whoever is in the middle of something with a client is done by then: a helper pod lives two hours at most. */
    static final Duration IN_USE = Duration.ofHours(3);

    private final @Nullable Path own;
    private final List<Path> allowed;
    private final Map<String, Made> clients = new ConcurrentHashMap<>();
    private final Queue<Replaced> replaced = new ConcurrentLinkedQueue<>();
    private final LongSupplier ticker;
    private final int retries;

    /**
     * @param own the kubeconfig used without an infrastructure; without one, what kubectl would use, or the service
     *     account of the pod this runs in
     * @param allowed kubeconfigs of infrastructures have to lie below one of these folders
     */
    public ClusterClients(@Nullable Path own, List<Path> allowed) {
        this(own, allowed, System::nanoTime, 0);
    }

    ClusterClients(@Nullable Path own, List<Path> allowed, LongSupplier ticker, int retries) {
        this.retries = retries;
        this.own = own;
        this.allowed = List.copyOf(allowed);
        this.ticker = ticker;
    }

    /** Settings as services are given them: texts, empty when not set, folders separated by commas. */
    public static ClusterClients of(String kubeconfig, String folders) {
        return of(kubeconfig, folders, 0);
    }

    /** The same, for who does not ask again by himself what a cluster had too much to do to answer. */
    public static ClusterClients retrying(String kubeconfig, String folders) {
        return of(kubeconfig, folders, RETRIES);
    }

    private static ClusterClients of(String kubeconfig, String folders, int retries) {
        return new ClusterClients(kubeconfig.isBlank() ? null : Path.of(kubeconfig),
                Stream.of(folders.split(",")).map(String::strip).filter(each -> !each.isEmpty()).map(Path::of)
                        .toList(),
                System::nanoTime, retries);
    }

    /** Names a cluster among others, in locks and marks. */
    public static String nameOf(@Nullable Infrastructure where) {
        return where == null ? "cluster" : "cluster-" + (where.id() == null ? where.name() : where.id());
    }

    /**
     * A token renewed in the kubeconfig is taken up by the client itself; for another address or certificate there is
     * another client, so whoever keeps one asks again before using it.
     *
     * @param where the cluster; without one, that which is reached by itself
     */
    public KubernetesClient to(@Nullable Infrastructure where) throws ClusterUnreachable {
        Made known = clients.get(key(where));
        return known != null && known.isUpToDate() ? known.client() : renewed(where);
    }

    private synchronized KubernetesClient renewed(@Nullable Infrastructure where) throws ClusterUnreachable {
        Config config = config(where);
        Credentials now = Credentials.of(config);
        Made known = clients.get(key(where));
        if (known != null && known.credentials().isSameWay(now)) {
            clients.put(key(where), new Made(known.client(), now));
            return known.client();
        }
        KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
        clients.put(key(where), new Made(client, now));
        if (known != null) {
            replace(known.client());
        }
        return client;
    }

    /** It stays open for a while; those whose while is over are closed. */
    private void replace(KubernetesClient client) {
        long at = ticker.getAsLong();
        replaced.add(new Replaced(client, at));
        for (Replaced first = replaced.peek(); first != null
                && at - first.at() > IN_USE.toNanos(); first = replaced.peek()) {
            replaced.remove().client().close();
        }
    }

    private record Replaced(KubernetesClient client, long at) {}

    private record Made(KubernetesClient client, Credentials credentials) {
        boolean isUpToDate() {
            return credentials.areUpToDate();
        }
    }

    private static String key(@Nullable Infrastructure where) {
        return where == null ? "" : where.kubeconfig() + "#" + where.context();
    }

    private Config config(@Nullable Infrastructure where) throws ClusterUnreachable {
        if (where == null) {
            return own == null ? bounded(automatic()) : bounded(read(own, null));
        }
        if (where.kind() == InfrastructureKind.CONNECTOR && where.kubeconfig() == null) {
            // What an agent calls the cluster it is in; none can be connected so.
            return bounded(automatic());
        }
        if (where.kind() != InfrastructureKind.CONNECTOR) {
            throw new ClusterUnreachable(
                    "infrastructure '%s' is not reached by a kubeconfig from here; see faultline infra list"
                            .formatted(where.name()));
        }
        Path file = Path.of(where.kubeconfig());
        requireAllowed(where.name(), file);
        return bounded(read(file, where.context()));
    }

    private static Config automatic() throws ClusterUnreachable {
        Config config = Config.autoConfigure(null);
        if (config.getCurrentContext() == null && config.getOauthToken() == null
                && config.getAutoOAuthToken() == null) {
            throw new ClusterUnreachable(
                    "no cluster is connected: set KUBECONFIG or faultline.cluster.kubeconfig, or connect one (faultline infra connect)");
        }
        return config;
    }

    private void requireAllowed(String name, Path file) throws ClusterUnreachable {
        try {
            Path real = file.toRealPath();
            for (Path folder : allowed) {
                if (Files.exists(folder) && real.startsWith(folder.toRealPath())) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new ClusterUnreachable(
                    "the kubeconfig of infrastructure '%s' cannot be read: %s".formatted(name, file),
                    e);
        }
        throw new ClusterUnreachable(
                "the kubeconfig of infrastructure '%s' does not lie below %s; move it, or add its folder to faultline.cluster.kubeconfigs"
                        .formatted(name, allowed));
    }

    private static Config read(Path file, @Nullable String context) throws ClusterUnreachable {
        if (!Files.isReadable(file)) {
            throw new ClusterUnreachable("the kubeconfig %s cannot be read".formatted(file));
        }
        try {
            Config config = Config.fromKubeconfig(new File(file.toString()));
            if (context == null) {
                return config;
            }
            return Config.fromKubeconfig(context, Files.readString(file), file.toString());
        } catch (IOException | KubernetesClientException e) {
            throw new ClusterUnreachable("the kubeconfig %s is no kubeconfig: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Nothing waits for long: whoever asks has a deadline. And not by HTTP/2, all of whose requests share one connection
     * that is taken for alive as long as nobody says otherwise: were it forgotten on the way, none would be answered again.
     * Nor does the client ask again by itself, unless it is to: it waits for as long as a cluster says it wants to be left
     * alone.
     */
    private Config bounded(Config config) {
        return new ConfigBuilder(config).withConnectionTimeout((int) CONNECT.toMillis())
                .withRequestTimeout((int) REQUEST.toMillis()).withRequestRetryBackoffLimit(retries)
                .withHttp2Disable(true).build();
    }

    @Override
    public void close() {
        clients.values().forEach(each -> each.client().close());
        clients.clear();
        replaced.forEach(each -> each.client().close());
        replaced.clear();
    }
}
