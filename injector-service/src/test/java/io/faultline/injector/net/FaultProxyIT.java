package io.faultline.injector.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import io.faultline.contracts.fault.Direction;
import io.faultline.injector.fault.network.Toxic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FaultProxyIT {
    private Loopback loopback;

    @BeforeEach
    void open() throws IOException {
        loopback = new Loopback();
    }

    @AfterEach
    void close() throws IOException {
        loopback.close();
    }

    @Test
    void actsOnConnectionsThatAreOpenAlready() throws Exception {
        try (Socket socket = loopback.connect()) {
            assertThat(Loopback.roundTrip(socket)).isLessThan(100);
            loopback.proxies.add("echo", "slow", latency(200));
            assertThat(Loopback.roundTrip(socket)).isBetween(199L, 600L);
            loopback.proxies.remove("echo", "slow");
            assertThat(Loopback.roundTrip(socket)).isLessThan(100);
        }
    }

    @Test
    void severalToxicsCompose() throws Exception {
        try (Socket socket = loopback.connect()) {
            loopback.proxies.add("echo", "one", latency(100));
            loopback.proxies.add("echo", "two", latency(150));
            assertThat(Loopback.roundTrip(socket)).isGreaterThanOrEqualTo(249);
        }
    }

    @Test
    void healingLetsGoAtOnceWhatWasDelayed() throws Exception {
        try (Socket socket = loopback.connect()) {
            loopback.proxies.add("echo", "slow", latency(60_000));
            CompletableFuture<Long> trip = CompletableFuture.supplyAsync(() -> trip(socket));
            Thread.sleep(100);
            assertThat(trip).isNotDone();
            loopback.proxies.remove("echo", "slow");
            assertThat(trip.join()).isLessThan(3000);
        }
    }

    @Test
    void losesNoByteWhenToxicsComeAndGo() throws Exception {
        byte[] sent = new byte[8 << 20];
        new Random(5).nextBytes(sent);
        try (Socket socket = loopback.connect()) {
            Thread.ofVirtual().start(() -> write(socket, sent));
            Thread fiddling = Thread.ofVirtual().start(this::comeAndGo);
            byte[] received = socket.getInputStream().readAllBytes();
            assertThat(Arrays.equals(received, sent)).isTrue();
            fiddling.join();
        }
    }

    @Test
    void anOpenConnectionIsResetAndNotJustClosed() throws Exception {
        try (Socket socket = loopback.connect()) {
            Loopback.roundTrip(socket);
            loopback.proxies.add("echo", "reset", new Toxic.Reset(Duration.ZERO, 100));
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
    }

    @Test
    void aShareOfTheConnectionsIsAffected() throws Exception {
        loopback.proxies.add("echo", "hole", new Toxic.Latency(Duration.ofMillis(100), Duration.ZERO,
                Direction.DOWNSTREAM, 50));
        int slow = 0;
        for (int i = 0; i < 40; i++) {
            try (Socket socket = loopback.connect()) {
                slow += Loopback.roundTrip(socket) >= 100 ? 1 : 0;
            }
        }
        assertThat(slow).isBetween(8, 32);
    }

    @Test
    void anUntroubledProxyIsFast() throws Exception {
        long bytes = 512L << 20;
        try (Socket socket = loopback.connect()) {
            long began = System.nanoTime();
            Thread.ofVirtual().start(() -> write(socket, new byte[1 << 20], (int) (bytes >> 20)));
            long received = count(socket.getInputStream());
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.println("Proxy passes %.0f MB/s there and back".formatted((received >> 20) / seconds));
            assertThat(received).isEqualTo(bytes);
            assertThat((received >> 20) / seconds).isGreaterThan(20);
        }
    }

    private void comeAndGo() {
        try {
            for (int i = 0; i < 20; i++) {
                loopback.proxies.add("echo", "a", latency(5));
                loopback.proxies.add("echo", "b", new Toxic.Bandwidth(100 << 20, Direction.UPSTREAM, 100));
                Thread.sleep(3);
                loopback.proxies.add("echo", "c", new Toxic.Blackhole(100));
                Thread.sleep(3);
                loopback.proxies.remove("echo", "a");
                loopback.proxies.remove("echo", "b");
                loopback.proxies.remove("echo", "c");
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Toxic latency(long millis) {
        return new Toxic.Latency(Duration.ofMillis(millis), Duration.ZERO, Direction.DOWNSTREAM, 100);
    }

    private static long trip(Socket socket) {
        try {
            return Loopback.roundTrip(socket);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        write(socket, bytes, 1);
    }

    private static void write(Socket socket, byte[] bytes, int times) {
        try {
            for (int i = 0; i < times; i++) {
                socket.getOutputStream().write(bytes);
            }
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long count(InputStream in) throws IOException {
        byte[] buffer = new byte[256 << 10];
        long total = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            total += read;
        }
        return total;
    }
}
