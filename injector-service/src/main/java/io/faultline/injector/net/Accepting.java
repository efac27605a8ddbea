package io.faultline.injector.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What all doors do: let in, each on a thread of its own, and close when all have left. */
final class Accepting {
    /** Connections that were under way when the redirection was taken out still arrive. */
    private static final Duration LATECOMERS = Duration.ofMillis(200);
    private static final Duration LOOK = Duration.ofMillis(100);

    private Accepting() {}

    /** Has somebody in. */
    interface Guest {
        void enter(SocketChannel channel) throws IOException, InterruptedException;
    }

    static void start(ServerSocketChannel listening, Guest guest) {
        Thread.ofVirtual().start(() -> {
            while (listening.isOpen()) {
                try {
                    SocketChannel channel = listening.accept();
                    Thread.ofVirtual().start(() -> enter(channel, guest));
                } catch (IOException e) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                }
            }
        });
    }

    private static void enter(SocketChannel channel, Guest guest) {
        try {
            guest.enter(channel);
        } catch (IOException e) {
            Connection.closeQuietly(channel);
        } catch (InterruptedException e) {
            Connection.closeQuietly(channel);
            Thread.currentThread().interrupt();
        }
    }

    static int port(ServerSocketChannel listening) {
        return listening.socket().getLocalPort();
    }

    static int port(DatagramChannel channel) throws IOException {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /** Closes when nobody is in any more, or after that time. */
    static void later(Duration atMost, Runnable close, BooleanSupplier empty) {
        Thread.ofVirtual().start(() -> {
            long end = System.nanoTime() + atMost.toNanos();
            LockSupport.parkNanos(LATECOMERS.toNanos());
            while (!empty.getAsBoolean() && System.nanoTime() < end) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
            close.run();
        });
    }
}
