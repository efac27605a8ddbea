package io.faultline.probe.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.faultline.contracts.wire.DurationText;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Bounded;
import io.faultline.probe.probe.Connections;

/** TCP connections by plain sockets. */
record SocketConnections(Bounded bounded, Egress egress) implements Connections {
    @Override
    public Judgement open(String host, int port, Duration timeout) throws InterruptedException {
        try {
            return bounded.within(timeout, () -> connected(host, port, timeout));
        } catch (TimeoutException _) {
            return Judgement.failed("no connection within " + new DurationText(timeout));
        } catch (UnknownHostException e) {
            return Judgement.failed("the host name is unknown: " + e.getMessage());
        } catch (IOException e) {
            return Judgement.failed(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        } catch (IllegalArgumentException e) {
            return Judgement.unmeasurable(String.valueOf(e.getMessage()));
        }
    }

    private Judgement connected(String host, int port, Duration timeout) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(egress.allowed(host), port),
                    (int) Math.min(Integer.MAX_VALUE, timeout.toMillis() + 100));
            return Judgement.held("connected");
        }
    }
}
