package io.faultline.gateway;

import java.net.URI;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** The one address in front of the six services; its routes stand in <code>gateway.yml</code>. */
@SpringBootApplication
public class Gateway {
    private static final List<String> SUBSCRIPTIONS = List.of("/query", "/api/query",
            "/gateway/chaos/manager/api/query");

    public static void main(String[] args) {
        new SpringApplicationBuilder(Gateway.class).properties("spring.config.name=gateway").run(args);
    }

    @Bean
    SocketBridge socketBridge(@Value("${faultline.services.experiment}") URI experiment) {
        return new SocketBridge(experiment);
    }

    /** Before the routes, which carry no web sockets; what is no upgrade is left to them. */
    @Bean
    HandlerMapping sockets(SocketBridge bridge) {
        WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
        mapping.setWebSocketUpgradeMatch(true);
        mapping.setUrlMap(SUBSCRIPTIONS.stream().collect(Collectors.toMap(Function.identity(),
                _ -> new WebSocketHttpRequestHandler(bridge, new DefaultHandshakeHandler()))));
        mapping.setOrder(-2);
        return mapping;
    }
}
