package io.faultline.resilience.kill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpServer;
import io.faultline.resilience.watch.Target;
import org.jspecify.annotations.Nullable;

/** What the probes ask: well, ill, or ill as soon as the target is broken. */
public final class Web implements AutoCloseable {
    private final HttpServer server;
    private volatile @Nullable Target followed;

    public Web() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        answer("/well", () -> 200);
        answer("/ill", () -> 500);
        answer("/ill-soon", () -> {
            Target target = followed;
            return target != null && target.isBroken() ? 500 : 200;
        });
        server.start();
    }

    private void answer(String path, java.util.function.IntSupplier status) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status.getAsInt(), -1);
            exchange.close();
        });
    }

    /** From now on, what is ill soon is ill if this target is broken. */
    public void follow(Target target) {
        followed = target;
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
