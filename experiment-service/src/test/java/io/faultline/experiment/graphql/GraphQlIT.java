package io.faultline.experiment.graphql;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Real documents over HTTP: the tutorial's own, what is too much, and subscriptions. */
@ExtendWith(GraphQlHouse.Open.class)
class GraphQlIT {
    private static final String HARNESS = "/gateway/chaos/manager/api/query";
    private final GraphQlHouse house;

    GraphQlIT(GraphQlHouse house) {
        this.house = house;
    }

    @Test
    void theTutorialsOperationsWorkFromRegistrationToTheRun() throws Exception {
        Path corpus = Shared.file("corpus/harness");
        Assumptions.assumeTrue(Files.isDirectory(corpus), "the tutorial's documents are not on this machine");
        JsonNode registered = tutorial("registerInfra", Map.of()).at("/data/registerInfra");
        String infra = registered.path("infraID").asString();
        String token = registered.path("token").asString();
        HttpResponse<String> file = house.http.send(HttpRequest.newBuilder(house.service.baseUrl()
                .resolve("/gateway/chaos/manager/api/file/" + token + ".yaml")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(registered.path("manifest").asString()).contains("kind: Deployment");

        JsonNode details = tutorial("getInfraDetails", Map.of("/infraID", infra)).at("/data/getInfraDetails");
        assertThat(details.path("isActive").asBoolean()).isFalse();
        String manifest = Files.readString(corpus.resolve("pod-delete-workflow.json"));
        JsonNode early = house.ask(HARNESS, document("createChaosWorkFlow"),
                variables("createChaosWorkFlow", Map.of("/request/infraID", infra, "/request/workflowManifest",
                        manifest)));
        assertThat(early.at("/errors/0/message").asString()).contains("inactive infra");

        confirm(infra, token);
        details = tutorial("getInfraDetails", Map.of("/infraID", infra)).at("/data/getInfraDetails");
        assertThat(details.path("isActive").asBoolean() && details.path("isInfraConfirmed").asBoolean()).isTrue();
        JsonNode created = tutorial("createChaosWorkFlow", Map.of("/request/infraID", infra,
                "/request/workflowManifest", manifest)).at("/data/createChaosWorkFlow");
        String workflow = created.path("workflowID").asString();
        confirm(infra, token);
        String notice = tutorial("runChaosExperiment", Map.of("/workflowID", workflow))
                .at("/data/runChaosExperiment/notifyID").asString();
        assertThat(house.facts.await(RunId.parse(notice), ExperimentRequested.class).experiment().spec().faults())
                .extracting(fault -> fault.name() + " " + fault.weight() + " " + fault.probes().size())
                .containsExactly("pod-delete-ji5 10 1");
        JsonNode run = tutorial("listWorkflowRun", Map.of("/request/notifyIDs/0", notice))
                .at("/data/listWorkflowRun/workflowRuns/0");
        assertThat(run.path("phase").asString()).isEqualTo("Queued");
        assertThat(run.path("workflowManifest").asString()).isEqualTo(manifest);
        assertThat(run.path("resiliencyScore").toString()).isEqualTo("0");
        assertThat(Wire.mapper().readTree(run.path("executionData").asString()).path("notifyID").asString())
                .isEqualTo(notice);
    }

    private void confirm(String infra, String token) {
        JsonNode confirmed = house.ask("/query",
                """
                mutation($r: InfraIdentity!) { confirmInfraRegistration(request: $r) { isInfraConfirmed } }""",
                Map.of("r", Map.of("infraID", infra, "accessKey", token, "version", "3.31.0")));
        assertThat(confirmed.at("/data/confirmInfraRegistration/isInfraConfirmed").asBoolean()).isTrue();
    }

    @Test
    void refusesWhatIsTooMuchAndWhoHasNoKey() throws Exception {
        assertThat(house.send("/query", "[{\"query\":\"{ getServerVersion { key } }\"}]", true).statusCode())
                .isEqualTo(400);
        assertThat(house.send("/query", "x".repeat(1_100_000), true).statusCode()).isEqualTo(413);
        for (String keyless : List.of("{\"query\":\"{ listProbes(projectID: \\\"p\\\") { name } }\"}", "no JSON", "[]",
                "{\"query\":\"{ getServerVersion { key } listProbes(projectID: \\\"p\\\") { name } }\"}",
                "{\"query\":\"{ getServerVersion { key } }%s\"}".formatted(" ".repeat(4_096)))) {
            HttpResponse<String> refused = house.send("/query", keyless, false);
            assertThat(refused.statusCode()).as(keyless).isEqualTo(401);
            assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
        }
        assertThat(
                house.ask("/query", "{ __schema { types { name } } }", Map.of()).at("/errors/0/extensions/code")
                        .asString())
                .isEqualTo("REQUEST_TOO_COMPLEX");
    }

    @Test
    void theVersionIsToldToWhoeverAsks() {
        for (String path : List.of("/query", "/api/query", HARNESS)) {
            assertThat(house.send(path, "{\"query\":\"{ getServerVersion { key value } }\"}", false).body())
                    .isEqualTo(
                            "{\"data\":{\"getServerVersion\":{\"key\":\"ChaosCenter Version\",\"value\":\"3.31.0\"}}}");
        }
    }

    @Test
    void queriesAreAnsweredByGetToo() {
        String named = "query A { getVersionDetails(projectID: \"p\") { latestVersion } } query B($p: ID!) { listProbes(projectID: $p, probeNames: [\"none\"]) { name } }";
        HttpResponse<String> answer = get(named, "&operationName=B&variables=" + encoded("{\"p\":\"p\"}"), true);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"data\":{\"listProbes\":[]}}");
        assertThat(get("{ nothing }", "", true).body()).contains("errors").contains("nothing");
        assertThat(get("{", "", true).body()).contains("errors");
        HttpResponse<String> mutation = get("mutation { deleteProbe(probeName: \"x\", projectID: \"p\") }", "", true);
        assertThat(mutation.statusCode()).isEqualTo(405);
        assertThat(mutation.headers().firstValue("Allow")).contains("POST");
        assertThat(get(named, "&variables=x", true).statusCode()).isEqualTo(400);
        assertThat(get("{ getServerVersion { key } }", "", false).statusCode()).isEqualTo(401);
    }

    private GraphQlSocket knock(String protocol, Map<String, String> headers) {
        return GraphQlSocket.knock(house.http,
                URI.create(house.service.baseUrl().toString().replace("http:", "ws:") + "/query"), protocol, headers);
    }

    private static void works(GraphQlSocket socket) {
        socket.subscribe("query { getServerVersion { value } }", Map.of());
        assertThat(socket.data(data -> data.has("getServerVersion")).at("/getServerVersion/value").asString())
                .isEqualTo("3.31.0");
    }

    /** As web pages do it, which can set no header. */
    @ParameterizedTest
    @CsvSource({GraphQlSocket.CURRENT + ", Authorization, Bearer ", GraphQlSocket.LEGACY + ", authorization, ''",
            GraphQlSocket.LEGACY + ", x-api-key, ''"})
    void aSocketWithoutAKeyIsHeardWhenItsFirstWordHoldsIt(String protocol, String name, String before) {
        try (GraphQlSocket socket = knock(protocol, Map.of())) {
            socket.introduce(Map.of(name, (before.isEmpty() ? "" : "Bearer ") + house.key()));
            works(socket);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {GraphQlSocket.CURRENT, GraphQlSocket.LEGACY})
    void aSocketWithoutAKeyIsAnsweredNothingElseAndWaitsNotForEver(String protocol) {
        Map<String, ?> question = Map.of("id", "1", "type",
                protocol.equals(GraphQlSocket.LEGACY) ? "start" : "subscribe", "payload",
                Map.of("query", "{ getServerVersion { value } }"));
        try (GraphQlSocket silent = knock(protocol, Map.of())) {
            for (Map<String, ?> first : List.of(Map.of("type", "connection_init", "payload", Map.of()), question,
                    Map.of("type", "connection_init"), Map.of("type", "ping"),
                    Map.of("type", "connection_init", "payload", Map.of("Authorization", "Bearer x")))) {
                try (GraphQlSocket stranger = knock(protocol, Map.of())) {
                    stranger.say(first);
                    assertThat(stranger.closed()).as(first.toString()).isEqualTo(4401);
                    assertThat(stranger.all()).allSatisfy(
                            said -> assertThat(said.path("type").asString()).isEqualTo("connection_error"));
                }
            }
            assertThat(silent.closed()).as("it said nothing").isEqualTo(4408);
            assertThat(silent.all()).isEmpty();
        }
        assertThatThrownBy(() -> knock(protocol, Map.of("Authorization", "Bearer x")))
                .hasStackTraceContaining("status code 401");
    }

    @Test
    void theCookieOfALoginOpensASocketToPagesOfThisAddressAndNothingElse() {
        HttpResponse<String> login = house.send("/auth/login",
                "{\"username\":\"admin\",\"password\":\"%s\"}".formatted(house.key()), false);
        String set = login.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set).startsWith("litmus-cc-token=").contains("HttpOnly", "SameSite=Strict", "Path=/",
                "Max-Age=86400");
        String cookie = "other=1; " + set.substring(0, set.indexOf(';'));
        String own = house.service.baseUrl().toString().replaceAll("/$", "");
        try (GraphQlSocket socket = knock(GraphQlSocket.LEGACY, Map.of("Cookie", cookie, "Origin", own))) {
            socket.introduce(Map.of());
            works(socket);
        }
        for (String other : List.of("http://127.0.0.1:1", "https://evil.example.com")) {
            assertThatThrownBy(() -> knock(GraphQlSocket.LEGACY, Map.of("Cookie", cookie, "Origin", other)))
                    .as("a page of %s", other).hasStackTraceContaining("status code 403");
        }
        assertThat(house.sent(HttpRequest.newBuilder(house.service.baseUrl().resolve("/query"))
                .header("Cookie", cookie).header("Origin", own).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"query\":\"{ listProbes(projectID: \\\"p\\\") { name } }\"}")))
                .statusCode()).isEqualTo(401);
        assertThat(house.send("/auth/logout", "{}", true).headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("litmus-cc-token=;").contains("Max-Age=0");
    }

    private HttpResponse<String> get(String document, String more, boolean withKey) {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(house.service.baseUrl().resolve("/query?query=" + encoded(document) + more));
        return house.sent(withKey ? request.header("x-api-key", house.key()) : request);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String document(String name) throws Exception {
        return Files.readString(Shared.file("corpus/harness/" + name + ".graphql"));
    }

    private static JsonNode variables(String name, Map<String, String> filled) throws Exception {
        JsonNode variables = Wire.mapper()
                .readTree(Files.readString(Shared.file("corpus/harness/" + name + ".variables.json")));
        filled.forEach((pointer, value) -> {
            int slash = pointer.lastIndexOf('/');
            JsonNode parent = variables.at(pointer.substring(0, slash));
            if (parent instanceof ObjectNode object) {
                object.put(pointer.substring(slash + 1), value);
            } else {
                ((tools.jackson.databind.node.ArrayNode) parent).removeAll().add(value);
            }
        });
        return variables;
    }

    private JsonNode tutorial(String name, Map<String, String> filled) throws Exception {
        JsonNode answer = house.ask(HARNESS, document(name), variables(name, filled));
        assertThat(answer.path("errors").isMissingNode()).as(answer.toString()).isTrue();
        return answer;
    }
}
