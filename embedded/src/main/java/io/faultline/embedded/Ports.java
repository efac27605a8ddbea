package io.faultline.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;

/** Looks at ports before they are used: neither Kafka nor zonky says clearly that somebody else is listening. */
public final class Ports {
    private Ports() {}

    /** A port nobody listens on just now. */
    public static int free() {
        return bind(0, "anything");
    }

    /** Another one: what was found free before, and is not listened on yet, may be found again. */
    static int freeBut(int... taken) {
        return IntStream.generate(Ports::free).filter(port -> IntStream.of(taken).noneMatch(each -> each == port))
                .findFirst().orElseThrow();
    }

    /** The port itself, or a free one for 0. */
    static int free(int port, String purpose) {
        return bind(port, purpose);
    }

    private static int bind(int port, String purpose) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedFailure(
                    "Port %d, wanted for %s, is in use: end the program that listens on it, or choose another port."
                            .formatted(port, purpose),
                    e);
        }
    }
}
