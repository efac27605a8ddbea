package io.faultline.probe;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Something to measure that can be broken: /checkout is up or down, /always is up, /prometheus tells of how many requests
 * of ten fail.
 */
final class Shop implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicInteger hits = new AtomicInteger();
    private final List<String> traceparents = new CopyOnWriteArrayList<>();

    Shop() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/checkout", exchange -> answer(exchange, status.get()));
        server.createContext("/always", exchange -> answer(exchange, 200));
        server.createContext("/prometheus/api/v1/query",
                exchange -> answer(exchange, 200,
                        """
                        {"status":"success","data":{"resultType":"scalar","result":[1.5,"%s"]}}"""
                                .formatted(status.get() == 200 ? "0.1" : "0.9")));
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void breaks() {
        status.set(503);
    }

    void recovers() {
        status.set(200);
    }

    int hits() {
        return hits.get();
    }

    List<String> traceparents() {
        return traceparents;
    }

    private void answer(HttpExchange exchange, int code) throws IOException {
        answer(exchange, code, "open");
    }

    private void answer(HttpExchange exchange, int code, String text) throws IOException {
        hits.incrementAndGet();
        List<String> traces = exchange.getRequestHeaders().get("traceparent");
        if (traces != null) {
            traceparents.addAll(traces);
        }
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(code, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
