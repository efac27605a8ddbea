package io.faultline.experiment.graphql;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.faultline.contracts.wire.Wire;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A subscriber, in either protocol. */
final class GraphQlSocket implements AutoCloseable {
    static final String LEGACY = "graphql-ws";
    static final String CURRENT = "graphql-transport-ws";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private final List<JsonNode> passedOver = new ArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final String protocol;
    private WebSocket socket;

    private GraphQlSocket(String protocol) {
        this.protocol = protocol;
    }

    static GraphQlSocket open(HttpClient http, URI address, String authorization, String protocol) {
        GraphQlSocket opened = knock(http, address, protocol, Map.of("Authorization", authorization));
        opened.introduce(Map.of());
        return opened;
    }

    /** Nothing is said yet. */
    static GraphQlSocket knock(HttpClient http, URI address, String protocol, Map<String, String> headers) {
        GraphQlSocket opened = new GraphQlSocket(protocol);
        WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols(protocol);
        headers.forEach(builder::header);
        opened.socket = builder.buildAsync(address, opened.new Ear()).join();
        return opened;
    }

    void introduce(Map<String, String> payload) {
        say(Map.of("type", "connection_init", "payload", payload));
        assertThat(next("connection_ack")).isNotNull();
    }

    /** With which code the other side ended it. */
    int closed() {
        return closed.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** All that was heard so far. */
    List<JsonNode> all() {
        return List.copyOf(heard);
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                heard.add(Wire.mapper().readTree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }
    }

    void say(Map<String, ?> message) {
        socket.sendText(Wire.mapper().writeValueAsString(message), true).join();
    }

    void subscribe(String document, Map<String, ?> variables) {
        say(Map.of("id", "1", "type", protocol.equals(LEGACY) ? "start" : "subscribe", "payload",
                Map.of("query", document, "variables", variables)));
    }

    /** The next event within this time whose data fits. */
    Optional<JsonNode> data(Duration patience, Predicate<JsonNode> fits) {
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (System.nanoTime() < end) {
                JsonNode message = heard.poll(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (message != null && fits.test(message.at("/payload/data"))) {
                    return Optional.of(message.at("/payload/data"));
                }
                if (message != null) {
                    passedOver.add(message);
                }
            }
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was heard while another event was waited for. */
    List<JsonNode> passedOver() {
        return passedOver;
    }

    /** The next event whose data fits. */
    JsonNode data(Predicate<JsonNode> fits) {
        return data(PATIENCE, fits).orElseThrow(() -> new AssertionError("no such event was heard"));
    }

    /** The next message that is no sign of life, which has to be of this type. */
    JsonNode next(String type) {
        JsonNode message = heard();
        assertThat(message.path("type").asString()).as(message.toString()).isEqualTo(type);
        return message;
    }

    JsonNode heard() {
        try {
            while (true) {
                JsonNode message = heard.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                assertThat(message).as("nothing was heard").isNotNull();
                if (!message.path("type").asString().matches("ka|ping|pong")) {
                    return message;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
