package io.faultline.injector.net;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Map;

/** Sends at once, and notices within half a minute when the other side is gone without a word. */
final class Liveliness {
    /** Seconds until the first question, between two, and how many may stay without an answer. */
    private static final Map<String, Integer> PROBES = Map.of("TCP_KEEPIDLE", 10, "TCP_KEEPINTERVAL", 5,
            "TCP_KEEPCOUNT", 3);

    private Liveliness() {}

    static void of(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
        for (SocketOption<?> option : socket.supportedOptions()) {
            Integer value = PROBES.get(option.name());
            if (value != null && option.type() == Integer.class) {
                set(socket, option, value);
            }
        }
    }

    /** The options of a platform are known by their names only. */
    @SuppressWarnings("unchecked")
    private static void set(Socket socket, SocketOption<?> option, Integer value) throws IOException {
        socket.setOption((SocketOption<Integer>) option, value);
    }
}
