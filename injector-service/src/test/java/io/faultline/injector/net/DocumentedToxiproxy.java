package io.faultline.injector.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.faultline.contracts.fault.Direction;
import io.faultline.injector.fault.network.Toxic;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * No Toxiproxy, of which there is no package where these tests have to run, but what its documentation says of its API
 * (version 2): the same addresses, methods, fields, defaults, states and errors, for latency, timeout and disabled
 * proxies. Bytes go through our own proxies.
 */
final class DocumentedToxiproxy implements AutoCloseable {
    private final JsonMapper json = JsonMapper.builder().build();
    private final Loopback loopback;
    private final HttpServer server;
    private final Map<String, ObjectNode> toxics = new LinkedHashMap<>();
    private boolean enabled = true;

    /** Has one proxy, called echo, before the echo of the loopback. */
    DocumentedToxiproxy(Loopback loopback) throws IOException {
        this.loopback = loopback;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int toxics() {
        return toxics.size();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
        String method = exchange.getRequestMethod();
        if (!path[0].equals("proxies") || path.length < 2) {
            answer(exchange, 404, "404 page not found\n");
        } else if (!path[1].equals("echo")) {
            error(exchange, 404, "proxy not found");
        } else if (path.length == 2 && method.equals("GET")) {
            answer(exchange, 200, proxy());
        } else if (path.length == 2 && (method.equals("POST") || method.equals("PATCH"))) {
            enable(json.readTree(exchange.getRequestBody()).path("enabled").asBoolean(enabled));
            answer(exchange, 200, proxy());
        } else if (path.length == 3 && method.equals("POST")) {
            create(exchange, (ObjectNode) json.readTree(exchange.getRequestBody()));
        } else if (path.length == 4 && method.equals("DELETE")) {
            delete(exchange, path[3]);
        } else {
            answer(exchange, 405, "");
        }
    }

    private void enable(boolean now) throws IOException {
        if (now && !enabled) {
            loopback.proxies.remove("echo", "disabled");
        } else if (!now && enabled) {
            loopback.proxies.add("echo", "disabled", new Toxic.Down());
        }
        enabled = now;
    }

    private void create(HttpExchange exchange, ObjectNode toxic) throws IOException {
        String stream = toxic.path("stream").asString("downstream");
        String type = toxic.path("type").asString("");
        String name = toxic.path("name").asString(type + "_" + stream);
        if (!stream.equals("downstream") && !stream.equals("upstream")) {
            error(exchange, 400, "stream was invalid, can be either upstream or downstream");
        } else if (!type.equals("latency") && !type.equals("timeout")) {
            error(exchange, 400, "invalid toxic type");
        } else if (toxics.containsKey(name)) {
            error(exchange, 409, "toxic already exists");
        } else {
            long latency = toxic.path("attributes").path("latency").asLong(0);
            int share = (int) Math.round(toxic.path("toxicity").asDouble(1) * 100);
            loopback.proxies.add("echo", name, type.equals("timeout")
                    ? new Toxic.Blackhole(share)
                    : new Toxic.Latency(java.time.Duration.ofMillis(latency), java.time.Duration.ZERO,
                            Direction.valueOf(stream.toUpperCase(java.util.Locale.ROOT)), share));
            toxics.put(name, toxic);
            answer(exchange, 200, toxic.toString());
        }
    }

    private void delete(HttpExchange exchange, String name) throws IOException {
        if (toxics.remove(name) == null) {
            error(exchange, 404, "toxic not found");
        } else {
            loopback.proxies.remove("echo", name);
            answer(exchange, 204, "");
        }
    }

    private String proxy() {
        ObjectNode proxy = json.createObjectNode();
        proxy.put("name", "echo").put("listen", loopback.proxy.listen().toString())
                .put("upstream", loopback.proxy.upstream().toString()).put("enabled", enabled);
        proxy.putArray("toxics").addAll(toxics.values().stream().map(JsonNode.class::cast).toList());
        return proxy.toString();
    }

    private void error(HttpExchange exchange, int status, String error) throws IOException {
        answer(exchange, status, json.createObjectNode().put("error", error).put("status", status) + "\n");
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
