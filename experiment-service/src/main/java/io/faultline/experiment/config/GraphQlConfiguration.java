package io.faultline.experiment.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import graphql.parser.ParserOptions;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.faultline.contracts.ids.Ids;
import io.faultline.experiment.graphql.AgentAddresses;
import io.faultline.experiment.graphql.Dialects;
import io.faultline.experiment.graphql.ErrorTable;
import io.faultline.experiment.graphql.HttpAnswers;
import io.faultline.experiment.graphql.InfraOperations;
import io.faultline.experiment.graphql.LegacySocket;
import io.faultline.experiment.graphql.LimitGuard;
import io.faultline.experiment.graphql.Operations;
import io.faultline.experiment.graphql.QueryLimits;
import io.faultline.experiment.graphql.Switchboard;
import io.faultline.experiment.infrastructure.Manifest;
import io.faultline.http.Keyring;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.DefaultExecutionGraphQlService;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.webmvc.GraphQlWebSocketHandler;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.socket.server.HandshakeInterceptor;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Serves the two schemas at the paths their clients know, over HTTP and WebSocket. */
@Configuration(proxyBeanMethods = false)
class GraphQlConfiguration {
    private static final List<String> LITMUS = List.of("/query", "/api/query");
    private static final List<String> HARNESS = List.of("/gateway/chaos/manager/api/query");
    private static final List<String> FILES = List.of("/file", "/api/file", "/gateway/chaos/manager/api/file");
    private static final Duration TO_INTRODUCE = Duration.ofSeconds(5);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    /** Both dialects, each behind its limits. */
    record Spoken(WebGraphQlHandler litmus, WebGraphQlHandler harness) {}

    @Bean
    Spoken spoken(List<Operations> operations,
            @Value("${faultline.graphql.introspection}") boolean introspection) {
        Switchboard board = new Switchboard();
        operations.forEach(each -> each.enter(board));
        QueryLimits limits = QueryLimits.usual(introspection);
        return new Spoken(handler(Dialects.litmus(), board, limits), handler(Dialects.harness(), board, limits));
    }

    private static WebGraphQlHandler handler(TypeDefinitionRegistry types, Switchboard board, QueryLimits limits) {
        GraphQlSource source = GraphQlSource
                .builder(new SchemaGenerator().makeExecutableSchema(types, board.wiring()))
                .exceptionResolvers(List.of(new ErrorTable()))
                .subscriptionExceptionResolvers(List.of(ErrorTable.forSubscriptions()))
                .instrumentation(List.of(new LimitGuard(limits))).build();
        return WebGraphQlHandler.builder(new DefaultExecutionGraphQlService(source))
                .interceptor((request, chain) -> {
                    Map<Object, Object> context = Map.of(ParserOptions.class, limits.parser(), HttpAnswers.ORIGIN,
                            HttpAnswers.origin(request.getHeaders()));
                    request.configureExecutionInput((_, builder) -> builder.graphQLContext(context).build());
                    return chain.next(request);
                }).build();
    }

    @Bean
    AgentAddresses agentAddresses(@Value("${faultline.agents.address:}") String address,
            @Value("${faultline.agents.image}") String image,
            @Value("${faultline.agents.helper-image}") String helperImage) {
        return new AgentAddresses(address.isBlank() ? null : address, new Manifest.Images(image, helperImage));
    }

    @Bean
    RouterFunction<ServerResponse> graphQl(Spoken spoken, InfraOperations infrastructures, Ids ids) {
        HttpAnswers litmus = new HttpAnswers(spoken.litmus(), json(), ids);
        HttpAnswers harness = new HttpAnswers(spoken.harness(), json(), ids);
        RouterFunctions.Builder routes = RouterFunctions.route();
        LITMUS.forEach(path -> routes.POST(path, litmus::answer).GET(path, litmus::look));
        HARNESS.forEach(path -> routes.POST(path, harness::answer).GET(path, harness::look));
        FILES.forEach(path -> routes.GET(path + "/{token}", infrastructures::file));
        return routes.build();
    }

    @Bean
    HandlerMapping graphQlSockets(Spoken spoken, Keyring keys) {
        Map<String, Object> handlers = new LinkedHashMap<>();
        LITMUS.forEach(path -> handlers.put(path, socket(spoken.litmus(), keys)));
        HARNESS.forEach(path -> handlers.put(path, socket(spoken.harness(), keys)));
        WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
        mapping.setWebSocketUpgradeMatch(true);
        mapping.setUrlMap(handlers);
        mapping.setOrder(-2);
        return mapping;
    }

    private static WebSocketHttpRequestHandler socket(WebGraphQlHandler handler, Keyring keys) {
        GraphQlWebSocketHandler current = new GraphQlWebSocketHandler(handler,
                new JacksonJsonHttpMessageConverter(json()), TO_INTRODUCE, KEEP_ALIVE);
        DefaultHandshakeHandler handshake = new DefaultHandshakeHandler();
        WebSocketHttpRequestHandler socket = new WebSocketHttpRequestHandler(new LegacySocket(current, json(), keys),
                handshake);
        List<HandshakeInterceptor> interceptors = new ArrayList<>(
                current.initWebSocketHttpRequestHandler(handshake).getHandshakeInterceptors());
        interceptors.add(LegacySocket.threshold());
        socket.setHandshakeInterceptors(interceptors);
        return socket;
    }

    /** Whole numbers are written as such even where a float is promised: shells compare scores as integers. */
    private static JsonMapper json() {
        return JsonMapper.builder().addModule(new SimpleModule().addSerializer(Double.class, new Plain())).build();
    }

    private static final class Plain extends StdSerializer<Double> {
        Plain() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator into, SerializationContext context) {
            if (value == Math.rint(value) && Math.abs(value) < 1e15) {
                into.writeNumber(value.longValue());
            } else {
                into.writeNumber(value.doubleValue());
            }
        }
    }
}
