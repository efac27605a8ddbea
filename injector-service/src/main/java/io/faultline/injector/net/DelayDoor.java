package io.faultline.injector.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

import io.faultline.contracts.fault.Direction;
import io.faultline.injector.fault.beside.Doors;
import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.Harm;
import io.faultline.injector.fault.beside.NetfilterRules;
import io.faultline.injector.fault.beside.Sockets;
import io.faultline.injector.fault.network.Toxic;

/**
 * Stands in for netem where the kernel has none: connections are led through it and what leaves the pod is held back.
 * Whoever connects is not told; whom it is connected to sees the pod.
 */
final class DelayDoor implements OpenDoors.Door {
    /** Connections made through it would be cut if it closed at once. */
    private static final Duration FAREWELL = Duration.ofSeconds(30);

    private final Sockets sockets;
    private final ServerSocketChannel listening;
    private final RandomGenerator random;
    private final Map<String, Effect.Packets> effects = new LinkedHashMap<>();
    private final Map<Connection, Through> connections = new ConcurrentHashMap<>();

    /** @param outside the other side; @param inside the pod's own port */
    private record Through(Direction leaving, InetSocketAddress outside, int inside) {}

    private DelayDoor(Sockets sockets, RandomGenerator random) throws IOException {
        this.sockets = sockets;
        this.random = random;
        this.listening = sockets.listening();
    }

    static DelayDoor open(Doors.Opener opener, RandomGenerator random) throws IOException {
        DelayDoor door = new DelayDoor(opener.of(NetfilterRules.DELAYING), random);
        Accepting.start(door.listening, door::connect);
        return door;
    }

    @Override
    public Map<String, Integer> ports() {
        return OpenDoors.only(Accepting.port(listening));
    }

    @Override
    public synchronized void add(String key, Effect effect) {
        effects.put(key, (Effect.Packets) effect);
        connections.forEach(this::poison);
    }

    @Override
    public synchronized boolean remove(String key) {
        effects.remove(key);
        connections.forEach(this::poison);
        return !effects.isEmpty();
    }

    private void connect(SocketChannel client) throws IOException {
        InetSocketAddress meant = sockets.meantFor(client);
        InetSocketAddress from = (InetSocketAddress) client.getRemoteAddress();
        InetSocketAddress here = (InetSocketAddress) client.getLocalAddress();
        boolean comesIn = meant.getAddress().equals(here.getAddress());
        Through through = comesIn
                ? new Through(Direction.DOWNSTREAM, from, meant.getPort())
                : new Through(Direction.UPSTREAM, meant, from.getPort());
        SocketChannel upstream = sockets.connecting();
        try {
            Liveliness.of(client.socket());
            Liveliness.of(upstream.socket());
            upstream.connect(meant);
        } catch (IOException e) {
            Connection.closeQuietly(upstream);
            client.socket().setSoLinger(true, 0);
            throw e;
        }
        Connection connection = new Connection(client.socket(), upstream.socket(), random);
        synchronized (this) {
            connections.put(connection, through);
            poison(connection, through);
        }
        connection.run(() -> connections.remove(connection));
    }

    private void poison(Connection connection, Through through) {
        Map<String, Toxic> toxics = new HashMap<>();
        effects.forEach((key, effect) -> {
            Harm harm = effect.harm();
            if (effect.filter().passes(through.outside(), through.inside())) {
                toxics.put(key, new Toxic.Latency(Duration.ofMillis(harm.delay()), Duration.ofMillis(harm.jitter()),
                        through.leaving(), 100));
            }
        });
        connection.poison(toxics);
    }

    @Override
    public void drain() {
        Accepting.later(FAREWELL, () -> {
            Connection.closeQuietly(listening);
            connections.keySet().forEach(Connection::close);
            sockets.close();
        }, connections::isEmpty);
    }
}
