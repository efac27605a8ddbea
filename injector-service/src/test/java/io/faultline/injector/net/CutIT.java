package io.faultline.injector.net;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.Direction;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.NetworkCut;
import io.faultline.injector.fault.network.Toxic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CutIT extends NetworkContract {
    private static final int ASKED = 4 << 10;
    private static final int AFTER = 1 << 10;

    @Override
    FaultSpec spec() {
        return new NetworkCut(ECHO, new ByteSize(AFTER), Direction.DOWNSTREAM, 100);
    }

    @Override
    protected boolean isInForce() throws IOException {
        try (Socket socket = loopback.connect()) {
            socket.getOutputStream().write(new byte[ASKED]);
            return socket.getInputStream().readNBytes(ASKED).length < ASKED;
        }
    }

    @Test
    void whatIsCarriedUntilThenArrivesAndTheConnectionEndsInOrder() throws Exception {
        loopback.proxies.add("echo", "cut", new Toxic.Cut(AFTER, Direction.DOWNSTREAM, 100));
        try (Socket socket = loopback.connect()) {
            socket.getOutputStream().write(new byte[ASKED]);
            assertThat(socket.getInputStream().readAllBytes()).hasSize(AFTER);
        }
    }

    @Test
    void anAnswerBelowItIsUntouched() throws Exception {
        loopback.proxies.add("echo", "cut", new Toxic.Cut(AFTER, Direction.DOWNSTREAM, 100));
        try (Socket socket = loopback.connect()) {
            assertThat(Loopback.roundTrip(socket)).isLessThan(1000);
            assertThat(Loopback.roundTrip(socket)).isLessThan(1000);
        }
    }

    @Test
    void aConnectionThatHasCarriedMoreAlreadyIsClosedAtOnce() throws Exception {
        try (Socket socket = loopback.connect()) {
            socket.getOutputStream().write(new byte[ASKED]);
            assertThat(socket.getInputStream().readNBytes(ASKED)).hasSize(ASKED);
            loopback.proxies.add("echo", "cut", new Toxic.Cut(AFTER, Direction.DOWNSTREAM, 100));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void countsRequestsToo() throws Exception {
        loopback.proxies.add("echo", "cut", new Toxic.Cut(2, Direction.UPSTREAM, 100));
        try (Socket socket = loopback.connect()) {
            assertThat(Loopback.roundTrip(socket)).isLessThan(1000);
            socket.getOutputStream().write(42);
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> ended(socket));
        }
    }

    private static boolean ended(Socket socket) throws IOException {
        return socket.getInputStream().read() < 0;
    }
}
