package io.faultline.probe.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Future;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.PortForward;
import io.faultline.cluster.ClusterClients;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.contracts.probe.Outcome;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Bounded;
import io.faultline.probe.probe.Passage;
import io.faultline.probe.probe.Place;
import io.faultline.probe.probe.Web;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP proxy for one attempt; closed, it cuts whatever still goes through it. */
final class LocalPassage implements Passage, Ways.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPassage.class);

    private final ClusterClients clients;
    private final Place place;
    private final Bounded bounded;
    private final Ways ways;
    private final ServerSocket server;
    private final Deque<AutoCloseable> kept = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;
    private volatile boolean open;
    private volatile @Nullable Judgement trouble;

    private LocalPassage(ClusterClients clients, Place place, Bounded bounded, Ways ways, ServerSocket server) {
        this.clients = clients;
        this.place = place;
        this.bounded = bounded;
        this.ways = ways;
        this.server = server;
    }

    static LocalPassage open(ClusterClients clients, Place place, Bounded bounded, Ways ways) {
        try {
            LocalPassage passage = new LocalPassage(clients, place, bounded, ways,
                    new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            bounded.threads().execute(passage::accept);
            return passage;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    /** What goes wrong in between takes the place of what the client made of it. */
    @Override
    public Web.Reply seen(Web.Reply reply) {
        Judgement between = trouble;
        if (between != null) {
            return new Web.Reply.Failed(between);
        }
        return switch (reply) {
            case Web.Reply.Answered answered -> ways.seen(answered);
            case Web.Reply.Failed failed when failed.judgement().outcome() == Outcome.BROKEN -> broken(failed);
            case Web.Reply.Failed failed -> failed;
        };
    }

    private Web.Reply broken(Web.Reply.Failed failed) {
        for (AutoCloseable each : kept) {
            if (each instanceof PortForward forward && forward.errorOccurred()) {
                return new Web.Reply.Failed(Judgement.failed("connection refused by the pod"));
            }
        }
        return open
                ? failed
                : new Web.Reply.Failed(Judgement.unmeasurable("there was no way into the cluster: the API server "
                        + "did not answer in time"));
    }

    private void accept() {
        while (!closed) {
            try {
                Socket from = keep(server.accept());
                Future<?> carrying = bounded.threads().submit(() -> carry(from));
                keep(() -> carrying.cancel(true));
            } catch (IOException e) {
                LOG.trace("the passage is closed", e);
                return;
            }
        }
    }

    private void carry(Socket from) {
        try {
            ways.carry(RequestHead.read(from.getInputStream()), from, this);
        } catch (Destination.Nowhere e) {
            fail(from, Judgement.failed(String.valueOf(e.getMessage())));
        } catch (Unanswered e) {
            fail(from, e.judgement());
        } catch (ClusterUnreachable e) {
            fail(from, Judgement.unmeasurable(e.reason()));
        } catch (KubernetesClientException e) {
            fail(from, Unanswered.because(e).judgement());
        } catch (IOException e) {
            fail(from, open
                    ? null
                    : Judgement.unmeasurable("the API server cannot be reached: " + e.getMessage()));
        }
    }

    /** The reason is there before the client meets its connection closed. */
    private void fail(Socket from, @Nullable Judgement why) {
        if (!closed && trouble == null) {
            trouble = why;
        }
        close(from);
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public KubernetesClient client() throws ClusterUnreachable {
        return clients.to(place.infrastructure());
    }

    @Override
    public <T extends AutoCloseable> T keep(T resource) throws IOException {
        kept.add(resource);
        if (closed) {
            close(resource);
            throw new IOException("the passage is closed");
        }
        return resource;
    }

    @Override
    public void open() {
        open = true;
    }

    @Override
    public void close() {
        closed = true;
        close(server);
        kept.forEach(LocalPassage::close);
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.debug("a part of a passage could not be closed", e);
        }
    }
}
