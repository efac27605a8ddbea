package io.faultline.injector.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

import io.faultline.injector.fault.network.Proxy;
import io.faultline.injector.fault.network.Toxic;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fault proxy that is open: its door, its connections and its toxics. */
final class RunningProxy {
    private static final Logger LOG = LoggerFactory.getLogger(RunningProxy.class);
    private static final int CONNECT_MILLIS = 5_000;
    private static final int BACKLOG = 512;

    private final RandomGenerator random;
    private final Map<String, Toxic> toxics = new LinkedHashMap<>();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Proxy proxy;
    private ServerSocket door;

    RunningProxy(Proxy asked, RandomGenerator random) throws IOException {
        this.random = random;
        this.door = listen(asked.listen());
        this.proxy = new Proxy(asked.name(), new Proxy.Address(asked.listen().host(), door.getLocalPort()),
                asked.upstream());
        admit(door);
    }

    Proxy proxy() {
        return proxy;
    }

    synchronized int faults() {
        return toxics.size();
    }

    synchronized void add(String name, Toxic toxic) {
        toxics.put(name, toxic);
        if (toxic instanceof Toxic.Down) {
            Connection.closeQuietly(door);
            connections.forEach(Connection::close);
            connections.clear();
        }
        connections.forEach(connection -> connection.poison(toxics));
    }

    synchronized void remove(String name) throws IOException {
        boolean down = isDown();
        Toxic removed = toxics.remove(name);
        if (down && !isDown()) {
            try {
                door = listen(proxy.listen());
                admit(door);
            } catch (IOException e) {
                toxics.put(name, removed);
                throw e;
            }
        }
        connections.forEach(connection -> connection.poison(toxics));
    }

    private boolean isDown() {
        return toxics.values().stream().anyMatch(Toxic.Down.class::isInstance);
    }

    synchronized void close() {
        Connection.closeQuietly(door);
        connections.forEach(Connection::close);
    }

    private static ServerSocket listen(Proxy.Address address) throws IOException {
        ServerSocket opened = new ServerSocket();
        try {
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getByName(address.host()), address.port()), BACKLOG);
            return opened;
        } catch (IOException e) {
            opened.close();
            throw new IOException("%s cannot be listened on: %s".formatted(address, e.getMessage()), e);
        }
    }

    private void admit(ServerSocket opened) {
        Thread.ofVirtual().name("proxy-" + proxy.name()).start(() -> {
            while (!opened.isClosed()) {
                try {
                    Socket client = opened.accept();
                    Thread.ofVirtual().start(() -> connect(client));
                } catch (IOException e) {
                    LOG.debug("Proxy {} does not listen any more: {}", proxy.name(), e.getMessage());
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
            }
        });
    }

    private void connect(Socket client) {
        Socket upstream = new Socket();
        try {
            Liveliness.of(client);
            Liveliness.of(upstream);
            upstream.connect(new InetSocketAddress(upstreamNow(), proxy.upstream().port()), CONNECT_MILLIS);
        } catch (IOException e) {
            LOG.debug("Proxy {} does not reach its upstream: {}", proxy.name(), e.getMessage());
            Connection.closeQuietly(upstream);
            Connection.closeQuietly(client);
            return;
        }
        begin(new Connection(client, upstream, random));
    }

    /** Looked up for each connection: a name may lead elsewhere by now, but not everywhere. */
    private InetAddress upstreamNow() throws IOException {
        InetAddress found = InetAddress.getByName(proxy.upstream().host());
        if (!Proxy.mayLeadTo(found)) {
            throw new IOException(proxy.upstream() + " is a link-local address");
        }
        return found;
    }

    private synchronized void begin(Connection connection) {
        if (isDown() || door.isClosed()) {
            connection.close();
            return;
        }
        connections.add(connection);
        connection.poison(toxics);
        connection.run(() -> connections.remove(connection));
    }
}
