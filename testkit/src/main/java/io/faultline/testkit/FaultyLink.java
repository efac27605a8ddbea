package io.faultline.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP path on the loopback that a test can spoil: between a service and its Kafka, its Postgres, or its target.
 * It passes bytes on until it is told otherwise, and again after {@link #heal}; none is lost or altered.
 *
 * <p>Clients of Kafka follow the address the broker advertises: a broker is behind a link only if it was started with
 * <code>KafkaBroker.start(folder, port, link.port())</code>; the link then leads to the broker's
 * <code>relayedPort()</code>. For the house of the tests {@link EmbeddedHouse#kafkaLink} does it.
 */
public final class FaultyLink implements AutoCloseable {
    private static final int CHUNK = 64 << 10;
    private static final int CONNECT_MILLIS = 2_000;

    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int target;
    private volatile long delayMillis;
    private volatile boolean cut;
    private boolean silent;
    private boolean closed;
    private int generation;

    private FaultyLink(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    /** Opens a link to a port of the loopback; 0 if it is not known yet: see {@link #leadTo}. */
    public static FaultyLink to(int port) {
        return to(port, InetAddress.getLoopbackAddress());
    }

    /** The same, for who comes by another address of this machine: from a pod, for example. */
    public static FaultyLink to(int port, InetAddress door) {
        try {
            FaultyLink link = new FaultyLink(new ServerSocket(0, 200, door), port);
            Thread.ofVirtual().name("faulty-link-" + link.port()).start(link::welcome);
            return link;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connections made from now on lead there: whoever was behind the link came back at another port. */
    public void leadTo(int port) {
        target = port;
    }

    /** Where it is entered. */
    public int port() {
        return door.getLocalPort();
    }

    public String address() {
        return "127.0.0.1:" + port();
    }

    /** The same JDBC URL by way of this link. */
    public String jdbcUrl(String direct) {
        return direct.replaceFirst("//[^/]+/", "//" + address() + "/");
    }

    /** How many connections go through it. */
    public int connections() {
        return open.size() / 2;
    }

    /** Every piece of bytes takes so much longer, in each direction, one after the other. */
    public void delay(Duration each) {
        delayMillis = each.toMillis();
    }

    /** Resets every connection, and those to come, at once: what a peer that died looks like. */
    public void cut() {
        cut = true;
        reset();
    }

    /** Resets every open connection; new ones are welcome: what a restart of something in between looks like. */
    public void reset() {
        open.forEach(FaultyLink::kill);
    }

    /**
     * Says nothing any more: connections stay open and new ones are taken, but no byte and no end of a connection
     * arrives: a half-open connection, which only a timeout of the client's own detects.
     */
    public synchronized void goSilent() {
        silent = true;
    }

    /**
     * Forgets the connections there are: nothing arrives on them ever again, while new ones work. What a firewall does
     * that was restarted: only who gives up an old connection by itself gets a new one.
     */
    public synchronized void forgetConnections() {
        generation++;
    }

    /** Works again; what was held up while it was silent arrives now. */
    public synchronized void heal() {
        cut = false;
        delayMillis = 0;
        silent = false;
        notifyAll();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reset();
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                reset();
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        open.add(server);
        int born = generation();
        try {
            awaitVoice(born);
            if (cut) {
                throw new IOException("the link is cut");
            }
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread answers = Thread.ofVirtual().start(() -> pass(server, client, born));
            pass(client, server, born);
            answers.join();
            release(client, server);
        } catch (IOException e) {
            kill(client);
            release(client, server);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One direction; its end is passed on, and a broken one breaks the other. */
    private void pass(Socket from, Socket to, int born) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (delayMillis > 0) {
                    Thread.sleep(delayMillis);
                }
                awaitVoice(born);
                out.write(chunk, 0, count);
            }
            awaitVoice(born);
            to.shutdownOutput();
        } catch (IOException e) {
            try {
                awaitVoice(born);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            kill(from);
            kill(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized int generation() {
        return generation;
    }

    private synchronized void awaitVoice(int born) throws InterruptedException {
        while (!closed && (silent || born < generation)) {
            wait();
        }
    }

    private void release(Socket client, Socket server) {
        open.remove(client);
        open.remove(server);
        close(client);
        close(server);
    }

    private static void kill(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
