package io.faultline.injector.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

import io.faultline.injector.fault.beside.Doors;
import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.HttpChange;
import io.faultline.injector.fault.beside.NetfilterRules;
import io.faultline.injector.fault.beside.Sockets;

/** Stands before a port of a pod that serves plain HTTP; what it does to an exchange is drawn for each request. */
final class HttpDoor implements OpenDoors.Door {
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Sockets sockets;
    private final ServerSocketChannel listening;
    private final RandomGenerator random;
    private final int port;
    private final Map<String, Effect.Http> effects = new LinkedHashMap<>();
    private final Set<HttpConversation> conversations = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean closing;

    private HttpDoor(int port, Sockets sockets, RandomGenerator random) throws IOException {
        this.port = port;
        this.sockets = sockets;
        this.random = random;
        this.listening = sockets.listening();
    }

    static HttpDoor open(int port, Doors.Opener opener, RandomGenerator random) throws IOException {
        HttpDoor door = new HttpDoor(port, opener.of(NetfilterRules.ANSWERING), random);
        Accepting.start(door.listening, door::converse);
        return door;
    }

    @Override
    public Map<String, Integer> ports() {
        return OpenDoors.only(Accepting.port(listening));
    }

    private void converse(SocketChannel client) throws IOException, InterruptedException {
        HttpConversation conversation = new HttpConversation(this, client);
        conversations.add(conversation);
        try {
            conversation.run();
        } finally {
            conversations.remove(conversation);
        }
    }

    /** A socket to the pod's own, connected to the address that was asked for. */
    SocketChannel upstream(SocketChannel client) throws IOException {
        SocketChannel upstream = sockets.connecting();
        try {
            upstream.connect(new InetSocketAddress(client.socket().getLocalAddress(), port));
            upstream.socket().setTcpNoDelay(true);
            return upstream;
        } catch (IOException e) {
            Connection.closeQuietly(upstream);
            throw e;
        }
    }

    /** What happens to the next exchange. */
    Map<String, HttpChange> draw() {
        lock.lock();
        try {
            Map<String, HttpChange> drawn = new LinkedHashMap<>();
            effects.forEach((key, effect) -> {
                if (random.nextInt(100) < effect.toxicity()) {
                    drawn.put(key, effect.change());
                }
            });
            return drawn;
        } finally {
            lock.unlock();
        }
    }

    int oneOf(int size) {
        return random.nextInt(size);
    }

    boolean closing() {
        return closing;
    }

    /** Waits, but not for longer than the effect is there. Whether it still is. */
    boolean waitAs(String key, long until) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (effects.containsKey(key) && System.nanoTime() < until) {
                boolean _ = changed.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            return effects.containsKey(key);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void add(String key, Effect effect) {
        lock.lock();
        try {
            effects.put(key, (Effect.Http) effect);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean remove(String key) {
        lock.lock();
        try {
            effects.remove(key);
            changed.signalAll();
            return !effects.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void drain() {
        closing = true;
        conversations.forEach(HttpConversation::endIfIdle);
        Accepting.later(FAREWELL, () -> {
            Connection.closeQuietly(listening);
            conversations.forEach(HttpConversation::end);
            sockets.close();
        }, conversations::isEmpty);
    }
}
