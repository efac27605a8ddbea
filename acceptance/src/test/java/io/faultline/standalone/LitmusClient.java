package io.faultline.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.faultline.contracts.wire.Wire;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A client of Litmus, as litmusctl and its web page are: it logs in, asks, and subscribes. */
final class LitmusClient implements AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI house;
    private final String token;

    LitmusClient(URI house, String password) {
        this.house = house;
        this.token = post("/auth/login", Map.of("username", "admin", "password", password), "").path("accessToken")
                .asString();
    }

    private JsonNode post(String path, Object body, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(house.resolve(path)).header("Content-Type",
                "application/json").POST(HttpRequest.BodyPublishers.ofString(Wire.mapper().writeValueAsString(body)));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return Wire.mapper().readTree(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode answer(String document, Map<String, ?> variables) {
        return post("/api/query", Map.of("query", document, "variables", variables), "Bearer " + token);
    }

    JsonNode ask(String document, Map<String, ?> variables) {
        JsonNode answer = answer(document, variables);
        assertThat(answer.has("errors")).as(answer.toString()).isFalse();
        return answer.path("data");
    }

    /** How it shows who it is: web pages can set no header. */
    enum Shown {
        HEADER, COOKIE, FIRST_WORD
    }

    /** What is heard from now on. */
    Subscription subscribe(String protocol, Shown how, String document, Map<String, ?> variables) {
        Subscription made = new Subscription();
        WebSocket.Builder builder = http.newWebSocketBuilder().subprotocols(protocol);
        switch (how) {
            case HEADER -> builder.header("Authorization", token);
            case COOKIE -> builder.header("Cookie", "other=1; litmus-cc-token=" + token).header("Origin",
                    house.toString().replaceAll("/$", ""));
            case FIRST_WORD -> builder.header("Cookie", "other=1");
        }
        WebSocket socket = builder
                .buildAsync(URI.create(house.toString().replace("http:", "ws:") + "/query"), made).join();
        made.socket = socket;
        Map<String, String> payload = how == Shown.FIRST_WORD ? Map.of("Authorization", token) : Map.of();
        socket.sendText(Wire.mapper().writeValueAsString(Map.of("type", "connection_init", "payload", payload)), true)
                .join();
        made.next(message -> message.path("type").asString().equals("connection_ack"));
        socket.sendText(Wire.mapper().writeValueAsString(Map.of("id", "1", "type",
                protocol.equals("graphql-ws") ? "start" : "subscribe", "payload",
                Map.of("query", document, "variables", variables))), true).join();
        return made;
    }

    /** One of them. */
    static final class Subscription implements WebSocket.Listener, AutoCloseable {
        private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private WebSocket socket;

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

        /** The next message that fits; others are passed over. */
        JsonNode next(Predicate<JsonNode> fits) {
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            try {
                while (System.nanoTime() < end) {
                    JsonNode message = heard.poll(1, TimeUnit.SECONDS);
                    if (message != null && fits.test(message)) {
                        return message;
                    }
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new AssertionError("nothing like that was heard");
        }

        @Override
        public void close() {
            socket.abort();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
