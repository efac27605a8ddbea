package io.faultline.experiment.graphql;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.ExperimentService;
import io.faultline.testkit.Facts;
import io.faultline.testkit.ServiceUnderTest;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** One running service for all tests of GraphQL, started by the first of them, and its neighbours played. */
final class GraphQlHouse implements AutoCloseable {
    final Facts facts = Facts.open();
    final PlayedNeighbours neighbours = new PlayedNeighbours();
    final ServiceUnderTest service = ServiceUnderTest.start(ExperimentService.class, "experiment-service",
            Map.of("FAULTLINE_SCHEDULER_URL", neighbours.url(), "FAULTLINE_LOGSTREAM_URL", neighbours.url(),
                    "FAULTLINE_INJECTOR_URL", neighbours.url()));
    final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Hands the house to who asks for it in a constructor. */
    static final class Open implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == GraphQlHouse.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent(GraphQlHouse.class,
                    _ -> new GraphQlHouse(), GraphQlHouse.class);
        }
    }

    /** The data of an answer without trouble. */
    JsonNode good(String document, Map<String, ?> variables) {
        JsonNode answer = ask("/query", document, variables);
        assertThat(answer.path("errors").isMissingNode()).as(answer.toString()).isTrue();
        return answer.path("data");
    }

    JsonNode good(String document) {
        return good(document, Map.of());
    }

    /** Code and words of the first trouble of an answer. */
    String refused(String document, Map<String, ?> variables) {
        JsonNode error = ask("/query", document, variables).at("/errors/0");
        assertThat(error.isMissingNode()).as("it was not refused: " + document).isFalse();
        return "%s: %s".formatted(error.at("/extensions/code").asString(), error.path("message").asString());
    }

    String refused(String document) {
        return refused(document, Map.of());
    }

    JsonNode ask(String path, String document, Object variables) {
        HttpResponse<String> answer = send(path,
                Wire.mapper().writeValueAsString(Map.of("query", document, "variables", variables)), true);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.mapper().readTree(answer.body());
    }

    HttpResponse<String> send(String path, String body, boolean withKey) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.baseUrl().resolve(path))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        if (withKey) {
            request.header("x-api-key", key());
        }
        return sent(request);
    }

    HttpResponse<String> sent(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** An agent with this token or credential calls. */
    JsonNode agent(String path, String bearer, String body) {
        HttpResponse<String> answer = sent(HttpRequest.newBuilder(service.baseUrl().resolve(path))
                .header("Content-Type", "application/json").header("Authorization", "Bearer " + bearer)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body().isEmpty() ? Wire.mapper().createObjectNode() : Wire.mapper().readTree(answer.body());
    }

    GraphQlSocket socket(String protocol) {
        return GraphQlSocket.open(http, URI.create(service.baseUrl().toString().replace("http:", "ws:") + "/query"),
                service.authorization(), protocol);
    }

    String key() {
        return service.authorization().substring("Bearer ".length());
    }

    @Override
    public void close() {
        http.close();
        service.close();
        neighbours.close();
        facts.close();
    }
}
