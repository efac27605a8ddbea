package io.faultline.experiment.graphql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.faultline.contracts.wire.Wire;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Scheduler, log-stream and injector over real HTTP, as far as GraphQL needs them: the first keeps schedules, the second
 * has what a test lets be said, the third stops nothing. A whole house, with the real ones, is in standalone's tests.
 */
final class PlayedNeighbours implements AutoCloseable {
    private final Map<String, ObjectNode> schedules = new ConcurrentHashMap<>();
    private final Map<String, String> logs = new ConcurrentHashMap<>();
    private final HttpServer server;

    PlayedNeighbours() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v1/schedules", this::schedules);
        server.createContext("/api/v1/runs", exchange -> {
            String log = logs.get(exchange.getRequestURI().getPath().split("/")[4]);
            answer(exchange, log == null ? 404 : 200, log == null ? "{}" : log);
        });
        server.createContext("/api/v1/faults/objects", this::objects);
        server.createContext("/api/v1/faults", exchange -> answer(exchange, 200, "{\"reverted\":0,\"failed\":[]}"));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private void schedules(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        String method = exchange.getRequestMethod();
        String[] path = exchange.getRequestURI().getPath().split("/");
        String id = path.length > 4 ? path[4] : UUID.randomUUID().toString();
        if (path.length == 4 && method.equals("GET")) {
            answer(exchange, 200, "{\"items\":%s,\"next\":null}".formatted(schedules.values()));
        } else if (path.length > 4 && !schedules.containsKey(id)) {
            answer(exchange, 404, "{\"detail\":\"There is no such schedule.\"}");
        } else if (sent.length > 0 && !Wire.mapper().readTree(sent).path("cron").asString().matches("(\\S+ ){4}\\S+")) {
            answer(exchange, 400, "{\"errors\":[{\"pointer\":\"/cron\",\"message\":\"it is no cron expression\"}]}");
        } else if (method.equals("DELETE")) {
            schedules.remove(id);
            answer(exchange, 204, "");
        } else {
            if (!method.equals("GET")) {
                schedules.put(id, ((ObjectNode) Wire.mapper().readTree(sent)).put("id", id));
            }
            answer(exchange, method.equals("POST") ? 201 : 200, schedules.get(id).toString());
        }
    }

    /** A cluster of its own with two namespaces; the kubeconfig of any other cannot be read, and agents do not call. */
    private void objects(HttpExchange exchange) throws IOException {
        JsonNode wish = Wire.mapper().readTree(exchange.getRequestBody().readAllBytes());
        if (wish.has("infrastructure")) {
            boolean sealed = wish.at("/infrastructure/seal").isString();
            answer(exchange, 409,
                    "{\"detail\":\"%s\"}".formatted(!sealed
                            ? "no seal"
                            : wish.at("/infrastructure/kind").asString().equals("MANIFEST")
                                    ? "no agent took it within 4 s"
                                    : "the kubeconfig cannot be read"));
        } else if (!wish.has("namespace")) {
            answer(exchange, 200,
                    "{\"objects\":[{\"name\":\"bank\",\"labels\":{}},{\"name\":\"shop\",\"labels\":{}}]}");
        } else {
            answer(exchange, 200,
                    "{\"objects\":[{\"name\":\"%s-of-%s\",\"labels\":{\"tier\":\"web\",\"app\":\"cart\"}}]}"
                            .formatted(wish.path("resource").asString(), wish.at("/workloads/0/name").asString(
                                    wish.path("namespace").asString())));
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** The schedules there are of an experiment's name. */
    List<JsonNode> schedulesOf(String name) {
        return schedules.values().stream().filter(each -> each.path("name").asString().equals(name))
                .map(JsonNode.class::cast).toList();
    }

    /** What log-stream knows of a run, as one page. */
    void says(String run, String... events) {
        logs.put(run, "{\"items\":[%s],\"next\":null}".formatted(String.join(",", events)));
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
