package io.faultline.injector.net;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import io.faultline.contracts.fault.Direction;
import io.faultline.injector.fault.network.Toxic;

/** One connection through a fault proxy: two sockets, and a pipe each way. */
final class Connection {
    private final Socket client;
    private final Socket upstream;
    private final RandomGenerator random;
    private final Pipe requests;
    private final Pipe answers;
    private final Map<String, Boolean> affected = new HashMap<>();
    private final AtomicInteger openWays = new AtomicInteger(2);

    Connection(Socket client, Socket upstream, RandomGenerator random) {
        this.client = client;
        this.upstream = upstream;
        this.random = random;
        this.requests = new Pipe(() -> random.nextDouble() * 2 - 1);
        this.answers = new Pipe(() -> random.nextDouble() * 2 - 1);
    }

    /** These toxics act from now on; whether one affects this connection is drawn once. */
    synchronized void poison(Map<String, Toxic> toxics) {
        affected.keySet().retainAll(toxics.keySet());
        List<Toxic> mine = new ArrayList<>();
        toxics.forEach((name, toxic) -> {
            if (affected.computeIfAbsent(name, _ -> random.nextInt(100) < toxic.toxicity())) {
                mine.add(toxic);
            }
        });
        requests.poison(mine.stream().filter(toxic -> toxic.acts(Direction.UPSTREAM)).toList());
        answers.poison(mine.stream().filter(toxic -> toxic.acts(Direction.DOWNSTREAM)).toList());
    }

    /** Passes bytes both ways, until both have ended or one is cut; then tells. */
    void run(Runnable over) {
        List<Thread> threads = List.of(way(requests, client, upstream, over), way(answers, upstream, client, over),
                Thread.ofVirtual().unstarted(() -> pull(requests, client)),
                Thread.ofVirtual().unstarted(() -> pull(answers, upstream)));
        threads.forEach(Thread::start);
    }

    private Thread way(Pipe pipe, Socket from, Socket to, Runnable over) {
        return Thread.ofVirtual().unstarted(() -> {
            try {
                switch (pipe.push(to.getOutputStream())) {
                    case ENDED -> to.shutdownOutput();
                    case RESET -> reset();
                    case CUT -> close();
                }
                if (openWays.decrementAndGet() == 0) {
                    close();
                }
            } catch (IOException | InterruptedException e) {
                close();
            } finally {
                if (from.isClosed()) {
                    over.run();
                }
            }
        });
    }

    private void pull(Pipe pipe, Socket from) {
        try {
            pipe.pull(from.getInputStream());
        } catch (IOException | InterruptedException e) {
            close();
        }
    }

    private void reset() throws IOException {
        client.setSoLinger(true, 0);
        upstream.setSoLinger(true, 0);
        close();
    }

    /** Cuts it. */
    void close() {
        closeQuietly(client);
        closeQuietly(upstream);
        poison(Map.of());
    }

    static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            Thread.onSpinWait();
        }
    }
}
