package io.faultline.experiment.graphql;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.faultline.http.Keyring;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.server.webmvc.GraphQlWebSocketHandler;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.WebSocketSessionDecorator;
import org.springframework.web.socket.server.HandshakeInterceptor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Subscriptions in both protocols: the current one (graphql-transport-ws) as Spring speaks it, and the older one of Litmus'
 * web page and agents (graphql-ws), which says the same in other words. Of a guest nothing is heard before he has said
 * who he is, and that within the time that either protocol leaves for it.
 */
public final class LegacySocket implements WebSocketHandler, SubProtocolCapable {
    static final String LEGACY = "graphql-ws";
    private static final String GUEST = "faultline.guest";
    private static final String UNAUTHORIZED = "Unauthorized";
    private static final CloseStatus UNKNOWN = new CloseStatus(4401, UNAUTHORIZED);
    private static final Map<String, String> TO_CURRENT = Map.of("start", "subscribe", "stop", "complete");
    private static final Map<String, String> TO_LEGACY = Map.of("next", "data", "ping", "ka", "pong", "ka");

    private final GraphQlWebSocketHandler current;
    private final JsonMapper json;
    private final Keyring keys;
    private final Map<String, WebSocketSession> translated = new ConcurrentHashMap<>();

    public LegacySocket(GraphQlWebSocketHandler current, JsonMapper json, Keyring keys) {
        this.current = current;
        this.json = json;
        this.keys = keys;
    }

    /** Tells a session whether its socket was opened by a guest. */
    public static HandshakeInterceptor threshold() {
        return new HandshakeInterceptor() {
            @Override
            public boolean beforeHandshake(ServerHttpRequest request, ServerHttpResponse response,
                    WebSocketHandler handler, Map<String, Object> attributes) {
                if (!(request instanceof ServletServerHttpRequest known)
                        || Keyring.isGuest(known.getServletRequest())) {
                    attributes.put(GUEST, true);
                }
                return true;
            }

            @Override
            public void afterHandshake(ServerHttpRequest request, ServerHttpResponse response,
                    WebSocketHandler handler, @Nullable Exception trouble) {}
        };
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of("graphql-transport-ws", LEGACY);
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws Exception {
        if (isLegacy(session)) {
            translated.put(session.getId(), new Translated(session));
        }
        current.afterConnectionEstablished(of(session));
    }

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws Exception {
        if (session.getAttributes().containsKey(GUEST) && !introduces(session, message)) {
            refuse(session);
        } else if (isLegacy(session) && message instanceof TextMessage text) {
            hear(session, text);
        } else {
            current.handleMessage(of(session), message);
        }
    }

    /** Web pages can set no header, and say in its stead with their first word what would be in it. */
    private boolean introduces(WebSocketSession session, WebSocketMessage<?> message) {
        ObjectNode said = message instanceof TextMessage text ? read(text.getPayload()) : null;
        boolean known = said != null && said.path("type").asString("").equals("connection_init")
                && keys.opens(header(said.path("payload"), "Authorization"), header(said.path("payload"), "x-api-key"));
        if (known) {
            session.getAttributes().remove(GUEST);
        }
        return known;
    }

    private static @Nullable String header(JsonNode payload, String name) {
        return payload.propertyStream().filter(each -> each.getKey().equalsIgnoreCase(name))
                .filter(each -> each.getValue().isString()).map(each -> each.getValue().asString()).findFirst()
                .orElse(null);
    }

    private void refuse(WebSocketSession session) throws IOException {
        if (isLegacy(session)) {
            session.sendMessage(new TextMessage(json.writeValueAsString(
                    Map.of("type", "connection_error", "payload", Map.of("message", UNAUTHORIZED)))));
        }
        session.close(UNKNOWN);
    }

    private void hear(WebSocketSession session, TextMessage text) throws Exception {
        ObjectNode said = read(text.getPayload());
        String type = said == null ? "" : said.path("type").asString("");
        if (type.equals("connection_terminate") || said == null) {
            session.close(said == null ? new CloseStatus(4400, "Invalid message") : CloseStatus.NORMAL);
            return;
        }
        said.put("type", TO_CURRENT.getOrDefault(type, type));
        current.handleMessage(of(session), new TextMessage(json.writeValueAsString(said)));
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable trouble) throws Exception {
        current.handleTransportError(of(session), trouble);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) throws Exception {
        WebSocketSession known = of(session);
        translated.remove(session.getId());
        current.afterConnectionClosed(known, status);
    }

    @Override
    public boolean supportsPartialMessages() {
        return false;
    }

    private WebSocketSession of(WebSocketSession session) {
        return translated.getOrDefault(session.getId(), session);
    }

    private static boolean isLegacy(WebSocketSession session) {
        return LEGACY.equalsIgnoreCase(session.getAcceptedProtocol());
    }

    private @Nullable ObjectNode read(String text) {
        try {
            return json.readTree(text) instanceof ObjectNode object ? object : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** A session that takes the current protocol's words and sends the older one's. */
    private final class Translated extends WebSocketSessionDecorator {
        Translated(WebSocketSession session) {
            super(session);
        }

        @Override
        public @Nullable String getAcceptedProtocol() {
            return "graphql-transport-ws";
        }

        @Override
        public void sendMessage(WebSocketMessage<?> message) throws IOException {
            if (message instanceof TextMessage text && json.readTree(text.getPayload()) instanceof ObjectNode said) {
                JsonNode type = said.path("type");
                said.put("type", TO_LEGACY.getOrDefault(type.asString(""), type.asString("")));
                super.sendMessage(new TextMessage(json.writeValueAsString(said)));
            } else {
                super.sendMessage(message);
            }
        }
    }
}
