package io.faultline.experiment.graphql;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.ExperimentService;
import io.faultline.testkit.Facts;
import io.faultline.testkit.ServiceUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Real documents over HTTP, the tutorial's own among them. */
class GraphQlIT {
    private static final String HARNESS = "/gateway/chaos/manager/api/query";
    private static final String ENGINE = """
                                         apiVersion: litmuschaos.io/v1alpha1
                                         kind: ChaosEngine
                                         metadata: {name: %s, generateName: %s, namespace: shop}
                                         spec:
                                           engineState: active
                                           chaosServiceAccount: litmus
                                           appinfo: {appns: shop, applabel: app=cart, appkind: deployment}
                                           experiments:
                                             - name: pod-delete
                                               spec:
                                                 components:
                                                   env: [{name: TOTAL_CHAOS_DURATION, value: "5"}]
                                                 probe: []
                                         """;
    private static ServiceUnderTest service;
    private static Facts facts;
    private static HttpClient http;

    @BeforeAll
    static void open() {
        facts = Facts.open();
        service = ServiceUnderTest.start(ExperimentService.class, "experiment-service");
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() {
        http.close();
        service.close();
        facts.close();
    }

    @Test
    void theTutorialsOperationsWorkFromRegistrationToTheRun() throws Exception {
        Path corpus = Shared.file("corpus/harness");
        Assumptions.assumeTrue(Files.isDirectory(corpus), "the tutorial's documents are not on this machine");
        JsonNode registered = tutorial("registerInfra", Map.of()).at("/data/registerInfra");
        String infra = registered.path("infraID").asString();
        String token = registered.path("token").asString();
        HttpResponse<String> file = http.send(HttpRequest.newBuilder(service.baseUrl()
                .resolve("/gateway/chaos/manager/api/file/" + token + ".yaml")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(registered.path("manifest").asString()).contains("kind: Deployment");

        JsonNode details = tutorial("getInfraDetails", Map.of("/infraID", infra)).at("/data/getInfraDetails");
        assertThat(details.path("isActive").asBoolean()).isFalse();
        String manifest = Files.readString(corpus.resolve("pod-delete-workflow.json"));
        JsonNode early = ask(HARNESS, document("createChaosWorkFlow"),
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
        assertThat(facts.await(RunId.parse(notice), ExperimentRequested.class).experiment().spec().faults())
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
        JsonNode confirmed = ask("/query",
                """
                mutation($r: InfraIdentity!) { confirmInfraRegistration(request: $r) { isInfraConfirmed } }""",
                Map.of("r", Map.of("infraID", infra, "accessKey", token, "version", "3.31.0")));
        assertThat(confirmed.at("/data/confirmInfraRegistration/isInfraConfirmed").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/query", "/api/query"})
    void anExperimentIsSavedShownRunStoppedAndDeleted(String path) {
        String id = "saved_" + path.replace('/', '_');
        String name = id.replace('_', '-').replaceAll("-+", "-");
        String manifest = ENGINE.formatted(name, name);
        Map<String, Object> request = Map.of("id", id, "name", name, "description", "d", "manifest", manifest,
                "infraID", "own", "tags", List.of("t"));
        String save = "mutation($r: SaveChaosExperimentRequest!) { saveChaosExperiment(projectID: \"p\", request: $r) }";
        assertThat(ask(path, save, Map.of("r", request)).at("/data/saveChaosExperiment").asString())
                .isEqualTo("experiment saved successfully with ID " + id);
        assertThat(ask(path, save, Map.of("r", request)).at("/data/saveChaosExperiment").asString())
                .isEqualTo("experiment updated successfully with ID " + id);
        JsonNode shown = ask(path,
                """
                query($id: String!) { getExperiment(projectID: "p", experimentID: $id) { averageResiliencyScore
                  experimentDetails { experimentID name experimentManifest weightages { faultName weightage } infra { name } } } }""",
                Map.of("id", id)).at("/data/getExperiment/experimentDetails");
        assertThat(shown.path("experimentManifest").asString()).isEqualTo(manifest);
        String notice = ask(path,
                """
                mutation($id: String!) { runChaosExperiment(projectID: "p", experimentID: $id) { notifyID } }""",
                Map.of("id", id)).at("/data/runChaosExperiment/notifyID").asString();
        JsonNode run = ask(path,
                """
                query($n: ID) { getExperimentRun(projectID: "p", notifyID: $n) { experimentID phase runSequence totalFaults } }""",
                Map.of("n", notice)).at("/data/getExperimentRun");
        assertThat(run.toString()).isEqualTo(
                "{\"experimentID\":\"%s\",\"phase\":\"Queued\",\"runSequence\":1,\"totalFaults\":1}".formatted(id));
        assertThat(ask(path,
                """
                query($n: [ID]) { listExperimentRun(projectID: "p", request: {experimentRunIDs: $n, pagination: {page: 0, limit: 5},
                  filter: {experimentStatus: All, dateRange: {startDate: "0"}}}) { totalNoOfExperimentRuns } }""",
                Map.of("n", List.of(notice))).at("/data/listExperimentRun/totalNoOfExperimentRuns").asInt())
                .isEqualTo(1);
        assertThat(ask(path, """
                             mutation($id: String!) { stopExperimentRuns(projectID: "p", experimentID: $id) }""",
                Map.of("id", id))
                .at("/data/stopExperimentRuns").asBoolean()).isTrue();
        facts.await(RunId.parse(notice), AbortRequested.class);
        assertThat(ask(path,
                """
                query { listExperiment(projectID: "p", request: {filter: {experimentName: "saved"}}) { totalNoOfExperiments
                  experiments { experimentID recentExperimentRunDetails { phase } } } getExperimentStats(projectID: "p") { totalExperiments }
                  getExperimentRunStats(projectID: "p") { totalExperimentRuns } }""",
                Map.of())
                .path("errors").isMissingNode()).isTrue();
        String delete = """
                        mutation($id: String!) { deleteChaosExperiment(projectID: "p", experimentID: $id) }""";
        assertThat(ask(path, delete, Map.of("id", id)).at("/data/deleteChaosExperiment").asBoolean()).isTrue();
        assertThat(ask(path, delete, Map.of("id", id)).at("/errors/0/extensions/code").asString())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void environmentsProbesAndRegistriesAreKept() {
        ask("/query",
                "mutation { createEnvironment(projectID: \"p\", request: {environmentID: \"e\", name: \"e\", type: PROD}) { name } }",
                Map.of());
        assertThat(ask("/query",
                "{ listEnvironments(projectID: \"p\") { totalNoOfEnvironments environments { environmentID type } } }",
                Map.of()).toString()).contains("\"environmentID\":\"e\"");
        String add = """
                     mutation { addProbe(projectID: "p", request: {name: "up", type: httpProbe, infrastructureType: Kubernetes,
                       kubernetesHTTPProperties: {probeTimeout: "2s", interval: "1s", url: "http://127.0.0.1:1/",
                       method: {get: {criteria: "==", responseCode: "200"}}}}) { name referencedBy kubernetesHTTPProperties { url method { get { responseCode } } } } }""";
        assertThat(ask("/query", add, Map.of()).at("/data/addProbe/kubernetesHTTPProperties/method/get/responseCode")
                .asString()).isEqualTo("200");
        assertThat(ask("/query", add, Map.of()).at("/errors/0/extensions/code").asString()).isEqualTo("CONFLICT");
        assertThat(ask("/query",
                "{ validateUniqueProbe(projectID: \"p\", probeName: \"up\") getProbeYAML(projectID: \"p\", "
                        + "request: {probeName: \"up\", mode: SOT}) }",
                Map.of()).at("/data/getProbeYAML").asString())
                .contains("httpProbe/inputs:").contains("mode: \"SOT\"");
        assertThat(ask("/query",
                "mutation { createImageRegistry(projectID: \"p\", imageRegistryInfo: {isDefault: false, "
                        + "imageRegistryName: \"r\", imageRepoName: \"n\", imageRegistryType: \"public\"}) { imageRegistryID } }",
                Map.of()).at("/data/createImageRegistry/imageRegistryID").asString()).isNotEmpty();
    }

    @Test
    void refusesWhatIsTooMuchAndWhoHasNoKey() throws Exception {
        assertThat(send("/query", "[{\"query\":\"{ getServerVersion { key } }\"}]", true).statusCode()).isEqualTo(400);
        assertThat(send("/query", "x".repeat(1_100_000), true).statusCode()).isEqualTo(413);
        assertThat(send("/query", "{\"query\":\"{ getServerVersion { key } }\"}", false).statusCode()).isEqualTo(401);
        assertThat(
                ask("/query", "{ __schema { types { name } } }", Map.of()).at("/errors/0/extensions/code").asString())
                .isEqualTo("REQUEST_TOO_COMPLEX");
    }

    @ParameterizedTest
    @ValueSource(strings = {"graphql-ws", "graphql-transport-ws"})
    void subscriptionsAreHeardInBothProtocols(String protocol) throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        URI address = URI.create(service.baseUrl().toString().replace("http:", "ws:") + "/query");
        WebSocket socket = http.newWebSocketBuilder().subprotocols(protocol)
                .header("Authorization", service.authorization()).buildAsync(address, new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        heard.add(text.toString());
                        from.request(1);
                        return null;
                    }
                }).join();
        socket.sendText("{\"type\":\"connection_init\",\"payload\":{}}", true).join();
        assertThat(heard.poll(10, TimeUnit.SECONDS)).contains("connection_ack");
        socket.sendText(
                "{\"id\":\"1\",\"type\":\"%s\",\"payload\":{\"query\":\"subscription { getKubeNamespace(request: {infraID: \\\"x\\\"}) { infraID } }\"}}"
                        .formatted(protocol.equals("graphql-ws") ? "start" : "subscribe"),
                true).join();
        assertThat(heard.poll(10, TimeUnit.SECONDS)).contains("\"id\":\"1\"").contains("is not answered");
        socket.abort();
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
        JsonNode answer = ask(HARNESS, document(name), variables(name, filled));
        assertThat(answer.path("errors").isMissingNode()).as(answer.toString()).isTrue();
        return answer;
    }

    private JsonNode ask(String path, String document, Object variables) {
        try {
            HttpResponse<String> answer = send(path,
                    Wire.mapper().writeValueAsString(Map.of("query", document, "variables", variables)), true);
            return Wire.mapper().readTree(answer.body());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private HttpResponse<String> send(String path, String body, boolean withKey) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.baseUrl().resolve(path))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body));
        if (withKey) {
            request.header("x-api-key", service.authorization().substring(7));
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
