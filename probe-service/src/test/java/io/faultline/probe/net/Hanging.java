package io.faultline.probe.net;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Servers that never come to an end. */
enum Hanging {
    /** Nobody takes the connection: what asks for one is not answered. */
    SWALLOWS_THE_CONNECTION("http"),
    /** A black hole behind an open connection. */
    SAYS_NOTHING("http"),
    /** The same before there is a secret to share. */
    SAYS_NOTHING_OF_ITS_CERTIFICATE("https"),
    /** Its head comes a byte a second. */
    DRIPS_ITS_HEAD("http"),
    /** It says how much will come, and it does not. */
    STOPS_IN_THE_BODY("http");

    private final String scheme;

    Hanging(String scheme) {
        this.scheme = scheme;
    }

    String scheme() {
        return scheme;
    }

    /** One that listens, until it is closed. */
    record Server(ServerSocket socket, List<Socket> open) implements AutoCloseable {
        int port() {
            return socket.getLocalPort();
        }

        @Override
        public void close() throws IOException {
            socket.close();
            for (Socket each : open) {
                each.close();
            }
        }
    }

    Server serve() throws Exception {
        boolean swallows = this == SWALLOWS_THE_CONNECTION;
        Server server = new Server(new ServerSocket(0, swallows ? 1 : 50, InetAddress.getLoopbackAddress()),
                new CopyOnWriteArrayList<>());
        if (swallows) {
            fill(server);
        } else {
            Thread.ofVirtual().start(() -> accept(server));
        }
        return server;
    }

    /** A listener whose queue is full lets newcomers wait. */
    private static void fill(Server server) throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            Socket waiting = new Socket();
            server.open().add(waiting);
            Thread.ofVirtual().start(() -> {
                try {
                    waiting.connect(server.socket().getLocalSocketAddress());
                } catch (IOException _) {
                    return;
                }
            });
        }
        Thread.sleep(200);
    }

    private void accept(Server server) {
        List<Thread> threads = new ArrayList<>();
        try {
            while (!server.socket().isClosed()) {
                Socket accepted = server.socket().accept();
                server.open().add(accepted);
                threads.add(Thread.ofVirtual().start(() -> talk(accepted)));
            }
        } catch (IOException _) {
            threads.forEach(Thread::interrupt);
        }
    }

    private void talk(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            switch (this) {
                case DRIPS_ITS_HEAD -> drip(out, "HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(60));
                case STOPS_IN_THE_BODY ->
                    out.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf".getBytes(US_ASCII));
                case SWALLOWS_THE_CONNECTION, SAYS_NOTHING, SAYS_NOTHING_OF_ITS_CERTIFICATE -> out.flush();
            }
            out.flush();
        } catch (IOException _) {
            return;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void drip(OutputStream out, String text) throws IOException, InterruptedException {
        for (byte each : text.getBytes(US_ASCII)) {
            out.write(each);
            out.flush();
            Thread.sleep(1000);
        }
    }
}
