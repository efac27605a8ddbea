package io.faultline.shop;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An HTTP server on the loopback with one path to call and <code>/health</code>. */
final class Endpoint {
    private Endpoint() {}

    /** Serves until the process ends. */
    static void serve(Arguments arguments, int defaultPort, String path, Supplier<Answer> answer) throws IOException {
        int port = arguments.number("--port", defaultPort);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(path, exchange -> reply(exchange, answer.get()));
        server.createContext("/health", exchange -> reply(exchange, Answer.ok("{\"status\": \"up\"}")));
        server.start();
        System.out.printf("%s serves on 127.0.0.1:%d%n", path, port);
        if (arguments.endsWithItsParent()) {
            Thread.ofPlatform().daemon().name("parent").start(() -> endWith(System.in));
        }
    }

    private static void reply(HttpExchange exchange, Answer answer) throws IOException {
        try (exchange) {
            byte[] body = (answer.json() + "\n").getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The parent holds the other end of standard input; when it dies, however it dies, that end closes. */
    static void endWith(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            System.err.println("The parent is gone: " + e.getMessage());
        }
        Runtime.getRuntime().halt(0);
    }
}
