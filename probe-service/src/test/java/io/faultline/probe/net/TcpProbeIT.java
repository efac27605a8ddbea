package io.faultline.probe.net;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.contracts.probe.TcpProbe;
import io.faultline.probe.probe.Probing;
import io.faultline.probe.probe.ProbingContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class TcpProbeIT extends ProbingContract {
    private final List<AutoCloseable> open = new ArrayList<>();
    private ServerSocket listening;

    @BeforeEach
    void listen() throws Exception {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        open.add(listening);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Override
    protected Probing probing() {
        return Net.probing();
    }

    @Override
    protected ProbeSpec holding() {
        return new TcpProbe("127.0.0.1", listening.getLocalPort());
    }

    @Override
    protected ProbeSpec broken() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            return new TcpProbe("127.0.0.1", free.getLocalPort());
        }
    }

    @Override
    protected ProbeSpec unmeasurable() {
        return new TcpProbe("fe80::1", 80);
    }

    /** A listener whose queue is full lets newcomers wait. */
    @Override
    protected ProbeSpec hanging() throws Exception {
        ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        open.add(full);
        for (int i = 0; i < 4; i++) {
            Socket waiting = new Socket();
            open.add(waiting);
            Thread.ofVirtual().start(() -> connect(waiting, full));
        }
        Thread.sleep(200);
        return new TcpProbe("127.0.0.1", full.getLocalPort());
    }

    private static void connect(Socket socket, ServerSocket server) {
        try {
            socket.connect(server.getLocalSocketAddress());
        } catch (java.io.IOException _) {
            return;
        }
    }
}
