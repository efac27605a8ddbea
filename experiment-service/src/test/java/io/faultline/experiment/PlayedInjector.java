package io.faultline.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.faultline.contracts.wire.Wire;
import tools.jackson.databind.JsonNode;

/** The other end of the direct line, over real HTTP: writes down what it is told and answers as it is bid. */
final class PlayedInjector implements AutoCloseable {
    private static final String NOTHING = "{\"reverted\":0,\"failed\":[]}";
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final int port;
    private HttpServer server;
    private volatile String answer = NOTHING;
    private volatile CountDownLatch silence = new CountDownLatch(0);

    record Told(String what, String key, JsonNode body) {}

    PlayedInjector() {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    private HttpServer listen(int on) {
        try {
            HttpServer made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), on), 0);
            made.createContext("/", this::answer);
            made.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        told.add(new Told(exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                Wire.mapper().readTree(exchange.getRequestBody().readAllBytes())));
        try {
            silence.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] bytes = answer.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    List<Told> told(String what) {
        return told.stream().filter(each -> each.what().equals(what)).toList();
    }

    void forget() {
        told.clear();
        answer = NOTHING;
    }

    void answers(String json) {
        answer = json;
    }

    /** Takes requests and does not answer them, until the end of this. */
    AutoCloseable silent() {
        CountDownLatch latch = new CountDownLatch(1);
        silence = latch;
        return latch::countDown;
    }

    void goAway() {
        server.stop(0);
    }

    void comeBack() {
        server = listen(port);
    }

    @Override
    public void close() {
        silence.countDown();
        server.stop(0);
    }
}
