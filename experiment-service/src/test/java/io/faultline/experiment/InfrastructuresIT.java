package io.faultline.experiment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.Api.Answered;
import io.faultline.http.AgentCredentials;
import io.faultline.http.AgentIdentity;
import io.faultline.http.ApiSettings;
import io.faultline.testkit.Facts;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Connected clusters, their agents' credentials, and what runs make of them. S1, S9 and S10 as far as the API goes. */
class InfrastructuresIT {
    private static final String PATH = "/api/v1/infrastructures";
    private static ServiceUnderTest service;
    private static Facts facts;
    private static Api api;

    @BeforeAll
    static void open() {
        facts = Facts.open();
        service = ServiceUnderTest.start(ExperimentService.class, "experiment-service");
        api = new Api(service);
    }

    @AfterAll
    static void close() {
        service.close();
        facts.close();
    }

    @Test
    void connectsChangesListsAndForgetsACluster() {
        Answered made = api.post(PATH, "{\"name\":\"by-file\",\"kubeconfig\":\"/etc/kube/config\",\"tags\":[\"eu\"]}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/kind")).isEqualTo("CONNECTOR");
        assertThat(made.text("/state")).isEqualTo("by-kubeconfig");
        assertThat(made.json().path("isActive").asBoolean()).isTrue();
        assertThat(made.json().has("token")).isFalse();
        String path = made.header("Location");
        assertThat(api.get(path).json()).isEqualTo(made.json());
        assertThat(api.get(path + "/manifest").status()).isEqualTo(409);
        assertThat(api.post(PATH, "{\"name\":\"by-file\",\"kubeconfig\":\"/x\"}").status()).isEqualTo(409);
        Answered changed = api.send("PATCH", path, "{\"namespace\":\"shop\",\"tags\":null}",
                Map.of("If-Match", "\"1\""));
        assertThat(changed.text("/namespace")).isEqualTo("shop");
        assertThat(changed.json().path("tags")).isEmpty();
        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        assertThat(api.send("PATCH", path, "{\"namespace\":null}", Map.of("If-Match", "\"1\"")).status())
                .isEqualTo(412);
        assertThat(api.send("PATCH", path, "{\"kind\":\"MANIFEST\"}", Map.of()).status()).isEqualTo(409);
        assertThat(api.send("PATCH", path, "{\"faults\":[\"no-such\"]}", Map.of()).text("/errors/0/pointer"))
                .isEqualTo("/faults/0");
        assertThat(api.get(PATH + "?name=by-f&limit=1").json().path("items")).hasSize(1);
        assertThat(api.send("DELETE", path, null, Map.of()).status()).isEqualTo(204);
        assertThat(api.get(path).status()).isEqualTo(404);
        assertThat(api.get(PATH + "/nonsense").status()).isEqualTo(404);
    }

    @Test
    void aChangeGoesIntoWhatIsThereAndWhatIsWrongIsNamedByItsPlace() {
        Answered made = api.post(PATH,
                """
                {"name":"merged","server":"https://chaos.example","nodeSelector":{"zone":"a","disk":"ssd","old":"1"}}""");
        String path = made.header("Location");
        assertThat(api.send("PATCH", path, "{\"nodeSelector\":{\"zone\":\"b\",\"old\":null}}", Map.of()).json()
                .path("nodeSelector")).hasToString("{\"disk\":\"ssd\",\"zone\":\"b\"}");
        Answered nothing = api.send("PATCH", path, "{\"tags\":[null]}", Map.of());
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.text("/errors/0/pointer")).isEqualTo("/tags/0");
        Answered loopback = api.send("PATCH", path, "{\"server\":\"http://127.0.0.1:8080\"}", Map.of());
        assertThat(loopback.status()).isEqualTo(400);
        assertThat(loopback.text("/errors/0/message")).contains("pods reach themselves at");
        Answered nowhere = api.post(PATH, "{\"name\":\"nowhere\"}");
        assertThat(nowhere.text("/errors/0/pointer")).as("by which the CLI says where it reaches it")
                .isEqualTo("/server");
    }

    @Test
    void theTokenIsShownOnceAndKeptNowhere() {
        Map<String, String> key = Map.of("Idempotency-Key", "once-" + Instant.now());
        String body = "{\"name\":\"once\",\"server\":\"https://chaos.example\",\"faults\":[\"pod-delete\"]}";
        Answered made = api.send("POST", PATH, body, key);
        assertThat(made.status()).isEqualTo(201);
        String token = made.text("/token");
        assertThat(token).hasSize(43);
        assertThat(made.text("/manifest")).contains(token, "kind: Deployment");
        Answered again = api.send("POST", PATH, body, key);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.text("/id")).isEqualTo(made.text("/id"));
        String path = made.header("Location");
        for (Answered later : List.of(again, api.get(path), api.get(path + "/manifest"), api.get(PATH))) {
            assertThat(later.status()).isIn(200, 201);
            assertThat(later.body()).doesNotContain(token, "stringData");
        }
        Answered byToken = as(token, "GET", AgentCredentials.MANIFEST, null);
        assertThat(byToken.body()).isEqualTo(made.text("/manifest"));
        Answered renewed = api.post(path + "/token", null);
        assertThat(renewed.text("/token")).hasSize(43).isNotEqualTo(token);
        assertThat(as(token, "GET", AgentCredentials.MANIFEST, null).status()).isEqualTo(401);
        assertThat(register(token, "a").status()).isEqualTo(401);
        assertThat(register(renewed.text("/token"), "a").status()).isEqualTo(201);
    }

    @Test
    void anAgentProvesItselfKeepsItsLeaseAndIsGoneWithoutIt() {
        Answered made = connect("lease");
        String path = made.header("Location");
        assertThat(made.text("/state")).isEqualTo("unconfirmed");
        Answered admitted = register(made.text("/token"), "agent-1");
        assertThat(admitted.status()).isEqualTo(201);
        assertThat(admitted.text("/infrastructure")).isEqualTo(made.text("/id"));
        assertThat(api.get(path).text("/state")).isEqualTo("active");
        assertThat(api.get(path).text("/agents/0/instance")).isEqualTo("agent-1");
        Answered beaten = as(admitted.text("/credential"), "POST", AgentCredentials.HEARTBEAT, null);
        assertThat(beaten.status()).isEqualTo(200);
        assertThat(beaten.text("/credential")).isNotEqualTo(admitted.text("/credential"));
        Awaitility.await().atMost(Duration.ofSeconds(8))
                .until(() -> api.get(path).text("/state").equals("inactive"));
        assertThat(as(beaten.text("/credential"), "POST", AgentCredentials.HEARTBEAT, null).status()).isEqualTo(200);
        assertThat(api.get(path).text("/state")).isEqualTo("active");
        assertThat(as(beaten.text("/credential"), "POST", AgentCredentials.FAREWELL, null).status()).isEqualTo(204);
        assertThat(api.get(path).text("/state")).isEqualTo("inactive");
        assertThat(as(beaten.text("/credential"), "POST", AgentCredentials.HEARTBEAT, null).status()).isEqualTo(401);
        String back = register(made.text("/token"), "agent-1").text("/credential");
        api.send("DELETE", path, null, Map.of());
        assertThat(as(back, "POST", AgentCredentials.HEARTBEAT, null).status()).isEqualTo(401);
        assertThat(register(made.text("/token"), "agent-1").status()).isEqualTo(401);
    }

    @Test
    void nothingButItsOwnCredentialOpensAnAgentsPathAndThatOpensNothingElse() {
        Answered made = connect("matrix");
        String token = made.text("/token");
        String credential = register(token, "agent-1").text("/credential");
        String house = service.authorization().substring("Bearer ".length());
        AgentIdentity self = new AgentIdentity(InfrastructureId.parse(made.text("/id")),
                "agent-1");
        String expired = new AgentCredentials(new ApiSettings(house, null, null)).issue(self,
                Instant.now().minus(AgentCredentials.VALID).minusSeconds(1));
        String forged = new AgentCredentials(new ApiSettings("another house's key, long enough", null, null))
                .issue(self, Instant.now());
        String bent = credential.substring(0, 10) + (credential.charAt(10) == 'A' ? 'B' : 'A')
                + credential.substring(11);
        for (String wrong : List.of("", "nonsense", ".", "a.b", house, token, expired, forged, bent,
                credential + "x")) {
            assertThat(as(wrong, "POST", AgentCredentials.HEARTBEAT, null).status()).as(wrong).isEqualTo(401);
            assertThat(as(wrong, "POST", AgentCredentials.FAREWELL, null).status()).as(wrong).isEqualTo(401);
        }
        for (String wrong : List.of("", "nonsense", house, credential, expired)) {
            assertThat(register(wrong, "agent-2").status()).as(wrong).isEqualTo(401);
            assertThat(as(wrong, "GET", AgentCredentials.MANIFEST, null).status()).as(wrong).isEqualTo(401);
        }
        for (String own : List.of(credential, token)) {
            for (String other : List.of(PATH, "/api/v1/experiments", "/api/v1/runs", "/api/v1/halt",
                    "/api/v1/agents/../infrastructures", "/api/v1/agents/", "/api/v1/agents/heartbeat/",
                    "/api/v1/agents;x=1", "/api/v1//agents", "/actuator/prometheus", "/v3/api-docs")) {
                assertThat(as(own, "GET", other, null).status()).as(other).isIn(400, 401);
            }
        }
        assertThat(as(credential, "POST", AgentCredentials.HEARTBEAT, null).status()).isEqualTo(200);
    }

    @Test
    void aRunIsAimedAtWhatIsRegisteredWhateverElseTheExperimentSays() {
        Answered made = api.post(PATH, "{\"name\":\"frozen\",\"kubeconfig\":\"/etc/kube/config\",\"context\":\"c\"}");
        String said = podDelete("lying", "shop", null).replace("\"hypothesis\"", "\"x\"").replace("\"spec\":{",
                "\"spec\":{\"infrastructure\":{\"name\":\"frozen\",\"kind\":\"CONNECTOR\",\"kubeconfig\":\"/etc/shadow\",\"id\":\"00000000-0000-0000-0000-000000000000\"},");
        Answered asked = api.post("/api/v1/runs", said);
        assertThat(asked.status()).isEqualTo(202);
        ExperimentRequested requested = facts.await(RunId.parse(asked.text("/run")), ExperimentRequested.class);
        Infrastructure where = requested.experiment().spec().infrastructure();
        assertThat(where.kubeconfig()).isEqualTo("/etc/kube/config");
        assertThat(where.id()).hasToString(made.text("/id"));
        assertThat(where.seal()).isNull();
        Answered frozen = api.post("/api/v1/experiments/frozen", said);
        assertThat(frozen.text("/spec/infrastructure/kubeconfig")).isEqualTo("/etc/kube/config");
        assertThat(frozen.text("/spec/infrastructure/seal")).hasSize(43);
    }

    @Test
    void whatIsNotConnectedNotLetHappenOrNotAnsweredForIsRefusedWithWords() {
        Answered unknown = api.post("/api/v1/runs", podDelete("a", "shop", "nowhere"));
        assertThat(unknown.status()).as(unknown.body()).isEqualTo(422);
        assertThat(unknown.text("/type")).endsWith("/unknown-infrastructure");
        assertThat(unknown.text("/errors/0/pointer")).isEqualTo("/spec/infrastructure");
        assertThat(api.post("/api/v1/experiments/frozen", podDelete("a", "shop", "nowhere")).status()).isEqualTo(422);

        api.post(PATH,
                "{\"name\":\"narrow\",\"kubeconfig\":\"/k\",\"namespace\":\"shop\",\"faults\":[\"pod-delete\"]}");
        Answered elsewhere = api.post("/api/v1/runs", podDelete("b", "bank", "narrow"));
        assertThat(elsewhere.status()).isEqualTo(422);
        assertThat(elsewhere.text("/type")).endsWith("/infrastructure-refuses");
        assertThat(elsewhere.text("/errors/0/pointer")).isEqualTo("/spec/stages/0/faults/0/target/namespace");
        Answered node = api.post("/api/v1/runs", podDelete("c", "shop", "narrow").replace("pod-delete", "node-cordon")
                .replace("{\"namespace\":\"shop\",\"labels\":\"app=cart\"}", "{\"names\":[\"node-1\"]}"));
        assertThat(node.text("/errors/0/message")).contains("nodes are in none");
        Answered other = api.post("/api/v1/runs", podDelete("d", "shop", "narrow").replace("pod-delete", "pod-evict"));
        assertThat(other.text("/errors/0/pointer")).isEqualTo("/spec/stages/0/faults/0/type");
        assertThat(api.post("/api/v1/runs", podDelete("e", "shop", "narrow")).status()).isEqualTo(202);

        Answered made = connect("nobody");
        Answered inactive = api.post("/api/v1/runs", podDelete("f", "shop", "nobody"));
        assertThat(inactive.status()).isEqualTo(409);
        assertThat(inactive.text("/type")).endsWith("/inactive-infrastructure");
        assertThat(inactive.text("/detail")).contains("inactive infrastructure", "'nobody'");
        assertThat(api.post("/api/v1/experiments/guards", podDelete("f", "shop", "nobody")).json())
                .extracting(guard -> guard.path("guard").asString())
                .contains("infrastructure", "enabled-faults", "agent");
        register(made.text("/token"), "agent-1");
        assertThat(api.post("/api/v1/runs", podDelete("f", "shop", "nobody")).status()).isEqualTo(202);
    }

    @Test
    void whatAScheduleFiresAtAClusterThatIsGoneIsEndedWithItsReason() {
        Infrastructure gone = new Infrastructure("gone", InfrastructureId.parse(
                "0195f3a0-0000-7000-8000-000000000009"), InfrastructureKind.CONNECTOR, "/k", null, null);
        Experiment named = Wire.mapper().readValue(podDelete("fired", "shop", "gone"), Experiment.class);
        Experiment experiment = Experiment.of(named.metadata(), named.spec().in(gone));
        RunId run = facts.newRun();
        facts.append(new RunStory(run, experiment, List.of()).requestedBySchedule());
        assertThat(facts.await(run, AbortRequested.class).reason()).contains("no infrastructure 'gone'");
    }

    private static Answered connect(String name) {
        Answered made = api.post(PATH, "{\"name\":\"%s\",\"server\":\"https://chaos.example\"}".formatted(name));
        assertThat(made.status()).isEqualTo(201);
        return made;
    }

    private static Answered register(String token, String instance) {
        return as(token, "POST", AgentCredentials.REGISTRATION,
                "{\"instance\":\"%s\",\"version\":\"0.1.0\"}".formatted(instance));
    }

    /** With another key than the house's. */
    private static Answered as(String bearer, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create(service.baseUrl().toString().replaceAll("/$", "") + path))
                .header("Content-Type", "application/json");
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        request.method(method, body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
        try {
            var response = api.http().send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answered(response.statusCode(), response.headers(), response.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String podDelete(String name, String namespace, String infrastructure) {
        String written = """
                         {"apiVersion":"faultline.io/v1","kind":"Experiment","metadata":{"name":"%s"},"spec":{%s
                         "stages":[{"faults":[{"name":"kill","type":"pod-delete","target":{"namespace":"%s","labels":"app=cart"},"duration":"5s"}]}]}}"""
                .formatted(name, infrastructure == null ? "" : "\"infrastructure\":\"%s\",".formatted(infrastructure),
                        namespace);
        JsonNode tree = Wire.mapper().readTree(written);
        return tree.toString();
    }
}
