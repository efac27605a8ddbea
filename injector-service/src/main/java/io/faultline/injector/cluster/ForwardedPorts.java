package io.faultline.injector.cluster;

import java.io.IOException;
import java.net.InetAddress;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.LocalPortForward;
import io.faultline.cluster.ClusterClients;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.injector.fault.PodDoor;
import io.faultline.injector.fault.application.Forwards;
import org.jspecify.annotations.Nullable;

/** Forwards ports through the API of the cluster; its client is made when the first one is asked for. */
final class ForwardedPorts implements Forwards, AutoCloseable {
    private final ClusterSettings settings;
    private @Nullable ClusterClients clients;

    ForwardedPorts(ClusterSettings settings) {
        this.settings = settings;
    }

    private synchronized ClusterClients clients() {
        ClusterClients known = clients;
        if (known == null) {
            known = settings.clients();
            clients = known;
        }
        return known;
    }

    @Override
    public Passage forward(PodDoor pod) throws IOException {
        try {
            return new Forwarded(clients().to(pod.where()).pods().inNamespace(pod.namespace()).withName(pod.pod())
                    .portForward(pod.port(), InetAddress.getLoopbackAddress(), 0));
        } catch (ClusterUnreachable e) {
            throw new IOException(e.reason(), e);
        } catch (KubernetesClientException e) {
            String doing = "forward port %d of pod %s/%s".formatted(pod.port(), pod.namespace(), pod.pod());
            throw new IOException(ClusterUnreachable.because(doing, e).reason(), e);
        }
    }

    private record Forwarded(LocalPortForward open) implements Passage {
        @Override
        public int port() {
            return open.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            open.close();
        }
    }

    @Override
    public synchronized void close() {
        if (clients != null) {
            clients.close();
        }
    }
}
