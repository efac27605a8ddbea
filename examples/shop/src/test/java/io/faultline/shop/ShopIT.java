package io.faultline.shop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class ShopIT {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Client customer = new Client();

    @TempDir
    Path logs;

    @Test
    void losesItsCheckoutWithItsOnlyPaymentsAndRegainsIt() throws Exception {
        try (ShopProcesses shop = ShopProcesses.start(new ShopPlan(logs, ports(), false, false))) {
            assertThat(customer.call(shop.checkout(), PATIENCE).json()).contains("sold", "paid", "reserved");

            signal("STOP", shop.process("payments"));
            long begin = System.nanoTime();
            Answer frozen = customer.call(shop.checkout(), PATIENCE);
            assertThat(frozen.status()).isEqualTo(503);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(1500));

            signal("CONT", shop.process("payments"));
            assertThat(customer.call(shop.checkout(), PATIENCE).status()).isEqualTo(200);
        }
    }

    @Test
    void keepsSellingThroughItsSecondPayments() throws Exception {
        try (ShopProcesses shop = ShopProcesses.start(new ShopPlan(logs, ports(), true, false))) {
            signal("STOP", shop.process("payments"));
            for (int i = 0; i < 5; i++) {
                assertThat(customer.call(shop.checkout(), Duration.ofSeconds(1)).status()).isEqualTo(200);
            }
            signal("CONT", shop.process("payments"));
        }
    }

    @Test
    void reachesPaymentsThroughTheProxyWhenToldTo() throws Exception {
        try (ShopProcesses shop = ShopProcesses.start(new ShopPlan(logs, ports(), false, true))) {
            assertThat(customer.call(shop.checkout(), PATIENCE).status())
                    .describedAs("nobody runs the proxy here").isEqualTo(503);
        }
    }

    @Test
    void leavesNoProcessBehindNotEvenAFrozenOne() throws Exception {
        ShopProcesses shop = ShopProcesses.start(new ShopPlan(logs, ports(), false, false));
        List<Process> processes = List.of(shop.process("inventory"), shop.process("payments"), shop.process("shop"));
        signal("STOP", shop.process("payments"));
        shop.close();
        for (Process process : processes) {
            assertThat(process.waitFor(1, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void endsWithItsParent() throws Exception {
        try (ShopProcesses shop = ShopProcesses.start(new ShopPlan(logs, ports(), false, false))) {
            Process inventory = shop.process("inventory");
            inventory.getOutputStream().close();
            assertThat(inventory.waitFor(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void startsAPartThatWasKilledAgain() throws Exception {
        try (ShopProcesses shop = ShopProcesses.start(new ShopPlan(logs, ports(), false, false))) {
            shop.process("inventory").destroyForcibly().waitFor();
            assertThat(customer.call(shop.checkout(), PATIENCE).status()).isEqualTo(503);

            long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!customer.call(shop.checkout(), PATIENCE).isOk()) {
                assertThat(System.nanoTime()).describedAs("time to be back").isLessThan(deadline);
            }
        }
    }

    @Test
    void saysWhichPartDoesNotStartAndWhy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ShopPorts free = ports();
            ShopPorts ports = new ShopPorts(free.shop(), taken.getLocalPort(), free.inventory(),
                    free.secondPayments(), free.proxy());
            assertThatThrownBy(() -> ShopProcesses.start(new ShopPlan(logs, ports, false, false)))
                    .hasMessageContaining("payments does not start on port " + taken.getLocalPort())
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void customersCheckOutAndSayWhatTheySaw() throws Exception {
        try (ShopProcesses shop = ShopProcesses.start(new ShopPlan(logs, ports(), false, false))) {
            Process load = shop.startLoad(20, Duration.ofSeconds(2));
            assertThat(load.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(logs.resolve("load.log"))).containsPattern("\\d s +ok +[1-9]\\d* +failed +0");
        }
    }

    private static void signal(String name, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor()).isZero();
    }

    private static ShopPorts ports() throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
        return new ShopPorts(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4));
    }
}
