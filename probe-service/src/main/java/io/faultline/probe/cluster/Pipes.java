package io.faultline.probe.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

import io.faultline.probe.probe.Bounded;

/** Bytes from one socket to another. */
final class Pipes {
    static final byte[] ESTABLISHED = "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private Pipes() {}

    /** Both ways at once; over when the answer has come to its end. */
    static void both(Bounded bounded, Socket from, Socket to) throws IOException {
        bounded.threads().execute(() -> {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException _) {
                close(from, to);
            }
        });
        try {
            to.getInputStream().transferTo(from.getOutputStream());
        } finally {
            close(from, to);
        }
    }

    private static void close(Socket... sockets) {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
