package io.faultline.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.faultline.http.Keyring;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.SubProtocolCapable;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;

/**
 * Carries the web sockets of subscriptions on to the service that answers them, because the routes carry none: text as it
 * comes, the protocol and the key of whoever calls, or the cookie of his login, and the end from either side.
 */
final class SocketBridge implements WebSocketHandler, SubProtocolCapable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketBridge.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 16 * 1024 * 1024;
    private static final List<String> HANDED_ON = List.of("Authorization", "x-api-key");

    private final URI service;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE).build();
    private final Map<String, WebSocket> beyond = new ConcurrentHashMap<>();

    SocketBridge(URI service) {
        this.service = service;
    }

    @Override
    public List<String> getSubProtocols() {
        return List.of("graphql-transport-ws", "graphql-ws");
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
        WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(PATIENCE);
        HANDED_ON.forEach(name -> {
            String value = session.getHandshakeHeaders().getFirst(name);
            if (value != null) {
                builder.header(name, value);
            }
        });
        Stream.ofNullable(session.getHandshakeHeaders().get("Cookie")).flatMap(List::stream)
                .flatMap(line -> Stream.of(line.split(";"))).map(String::strip)
                .filter(cookie -> cookie.startsWith(Keyring.COOKIE + "=")).findFirst()
                .ifPresent(cookie -> builder.header("Cookie", cookie));
        String protocol = session.getAcceptedProtocol();
        if (protocol != null && !protocol.isEmpty()) {
            builder.subprotocols(protocol);
        }
        URI asked = service.resolve(String.valueOf(session.getUri() == null ? "/" : session.getUri().getRawPath()));
        URI address = URI.create(asked.toString().replaceFirst("^http", "ws"));
        WebSocketSession near = new ConcurrentWebSocketSessionDecorator(session, (int) PATIENCE.toMillis(),
                MOST_WAITING);
        try {
            beyond.put(session.getId(), builder.buildAsync(address, new Ear(near))
                    .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join());
        } catch (CompletionException e) {
            LOG.warn("No socket to {}: {}", address, String.valueOf(e.getCause()));
            session.close(CloseStatus.SERVICE_RESTARTED);
        }
    }

    /** What comes back. */
    private static final class Ear implements WebSocket.Listener {
        private final WebSocketSession near;
        private final StringBuilder text = new StringBuilder();

        Ear(WebSocketSession near) {
            this.near = near;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            try {
                if (last) {
                    near.sendMessage(new TextMessage(text.toString()));
                    text.setLength(0);
                }
                from.request(1);
            } catch (IOException | RuntimeException e) {
                LOG.debug("A subscriber is gone: {}", e.getMessage());
                from.abort();
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end(new CloseStatus(code, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable trouble) {
            end(CloseStatus.SERVICE_RESTARTED);
        }

        private void end(CloseStatus status) {
            try {
                near.close(status);
            } catch (IOException e) {
                LOG.debug("A subscriber is gone: {}", e.getMessage());
            }
        }
    }

    @Override
    public void handleMessage(WebSocketSession session, WebSocketMessage<?> message) throws IOException {
        WebSocket far = beyond.get(session.getId());
        if (far == null || !(message instanceof TextMessage text)) {
            session.close(far == null ? CloseStatus.SERVICE_RESTARTED : CloseStatus.NOT_ACCEPTABLE);
            return;
        }
        try {
            far.sendText(text.getPayload(), true).orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            LOG.debug("A subscription's service is gone: {}", e.getMessage());
            session.close(CloseStatus.SERVICE_RESTARTED);
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable trouble) {
        LOG.debug("A subscriber's socket has trouble: {}", trouble.getMessage());
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        WebSocket far = beyond.remove(session.getId());
        if (far != null) {
            far.abort();
        }
    }

    @Override
    public boolean supportsPartialMessages() {
        return false;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
