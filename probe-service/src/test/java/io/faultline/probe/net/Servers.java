package io.faultline.probe.net;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A real HTTP server on the loopback with everything that can go wrong in one. */
final class Servers implements AutoCloseable {
    final HttpServer server;

    Servers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/ok", exchange -> answer(exchange, 200, "all is well"));
        server.createContext("/down", exchange -> answer(exchange, 503, "no"));
        server.createContext("/hang", _ -> pause(60_000));
        server.createContext("/drip", Servers::drip);
        server.createContext("/flood", Servers::flood);
        server.createContext("/loop", exchange -> redirect(exchange, "/loop"));
        server.createContext("/slow-loop", Servers::redirectSlowly);
        server.createContext("/away", exchange -> redirect(exchange, "http://169.254.169.254/latest"));
        server.createContext("/moved", exchange -> redirect(exchange, "/ok"));
        server.createContext("/echo", exchange -> answer(exchange, 200,
                exchange.getRequestMethod() + " "
                        + Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Key")).orElse("-") + " "
                        + Optional.ofNullable(exchange.getRequestHeaders().getFirst("traceparent")).orElse("-") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        server.start();
    }

    void on(String path, int status, String body) {
        server.createContext(path, exchange -> answer(exchange, status, body));
    }

    void redirects(String path, String to) {
        server.createContext(path, exchange -> redirect(exchange, to));
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void redirectSlowly(HttpExchange exchange) throws IOException {
        pause(100);
        redirect(exchange, "/slow-loop");
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().add("Location", to);
        exchange.sendResponseHeaders(302, -1);
        exchange.close();
    }

    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 60; i++) {
                out.write('.');
                out.flush();
                pause(1000);
            }
        }
    }

    private static void flood(HttpExchange exchange) throws IOException {
        byte[] block = new byte[1 << 20];
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 10_000; i++) {
                out.write(block);
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
