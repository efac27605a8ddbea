package io.faultline.standalone;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.faultline.contracts.wire.Wire;
import io.faultline.embedded.Durability;
import io.faultline.testkit.FaultyLink;
import io.faultline.testkit.RealCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Harness' tutorial from top to bottom on a real cluster, with its own documents, variables and manifest, by plain HTTP. Two of
 * the manifest's values are changed: the address of the cart, because there is no DNS in this cluster, and the 15 ms its
 * answer may take, which on a busy machine tell of the machine and not of the cart.
 */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TutorialIT {
    private static final Path CORPUS = Path.of("..", "..", "shared", "corpus", "harness");
    private static final Path LITMUS = CORPUS.resolveSibling("litmus");
    private static final String SPACE = "hce";
    private static final String IMAGE = "docker.io/local/faultline-agent:tutorial";
    private static final String HELPER = "docker.io/local/faultline-helper:tutorial";
    /** The node's address on this machine: pods reach it, and nobody else does. */
    private static final String NODE = "198.18.255.1";
    private static final Map<String, String> SETTINGS = Map.of("FAULTLINE_API_HOSTS", NODE, "FAULTLINE_AGENT_IMAGE",
            IMAGE, "FAULTLINE_HELPER_IMAGE", HELPER);
    private static final String KEY = DevKey.random();
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final HttpClient CURL = HttpClient.newHttpClient();

    @TempDir
    static Path folder;
    private static KubernetesClient cluster;
    private static FaultyLink door;
    private static FaultyLink api;
    private static House house;
    private static String infra;

    @BeforeAll
    static void open() throws Exception {
        assumeThat(CORPUS).as("the tutorial's documents are not here: ../shared/corpus/harness").isDirectory();
        RealCluster real = RealCluster.up();
        real.load("agent", IMAGE);
        real.load("helper", HELPER);
        cluster = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(real.kubeconfig().toFile())).build();
        leaveNothing();
        door = FaultyLink.to(0, InetAddress.getByName(NODE));
        api = FaultyLink.to(URI.create(cluster.getConfiguration().getMasterUrl()).getPort(),
                InetAddress.getByName(NODE));
        SETTINGS.forEach(System::setProperty);
        house = House.start(new HouseSettings(folder.resolve("data"), 0, KEY, Durability.FORGETFUL, null, null),
                part -> {});
        door.leadTo(house.address().getPort());
    }

    @AfterAll
    static void close() {
        SETTINGS.keySet().forEach(System::clearProperty);
        if (cluster != null) {
            leaveNothing();
            cluster.close();
        }
        if (house != null) {
            try (FaultyLink _ = door; FaultyLink _ = api; House closing = house) {
                assertThat(Ledgers.of(closing.description()).violations()).isEmpty();
            }
        }
    }

    @Test
    @Order(1)
    void leadsFromRegistrationToAScoreOfNothingWithOneReplicaAndOfEverythingWithTwo() throws Exception {
        JsonNode registered = ask("registerInfra", Map.of()).path("registerInfra");
        infra = registered.path("infraID").asString();
        String manifest = get("/gateway/chaos/manager/api/file/" + registered.path("token").asString() + ".yaml");
        assertThat(manifest).isEqualTo(registered.path("manifest").asString());
        apply(manifest);
        await("the infrastructure is active").atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).until(() -> {
            JsonNode details = ask("getInfraDetails", Map.of("/infraID", infra)).path("getInfraDetails");
            return details.path("isActive").asBoolean() && details.path("isInfraConfirmed").asBoolean();
        });
        TutorialCart cart = new TutorialCart(cluster, SPACE, "app", "cartservice", "frontend", 80).create().scale(1);

        String workflow = ask("createChaosWorkFlow", Map.of("/request/infraID", infra, "/request/workflowManifest",
                workflow(cart))).at("/createChaosWorkFlow/workflowID").asString();
        JsonNode alone = runToItsEnd(workflow);
        assertThat(alone.path("phase").asString()).as(alone.toPrettyString())
                .isEqualTo("Completed_With_Probe_Failure");
        assertThat(alone.path("resiliencyScore").asInt(-1)).isZero();
        assertThat(alone.path("experimentsFailed").asInt()).isEqualTo(1);
        assertThat(chaosData(alone).at("/chaosResult/status/probeStatuses/0/status/verdict").asString())
                .isEqualTo("Failed");

        cart.scale(2);
        JsonNode survived = runToItsEnd(workflow);
        assertThat(survived.path("phase").asString()).as(survived.toPrettyString()).isEqualTo("Completed");
        assertThat(survived.path("resiliencyScore").asInt()).isEqualTo(100);
        assertThat(survived.path("experimentsPassed").asInt()).isEqualTo(1);
        assertThat(survived.path("weightages").toString())
                .isEqualTo("[{\"experimentName\":\"pod-delete-ji5\",\"weightage\":10}]");
        assertThat(chaosData(survived).path("probeSuccessPercentage").asString()).isEqualTo("100");
    }

    /** A public manifest of Litmus, and what its reader puts in: where the target is, and a shorter time. */
    private record Public(String file, String name, Map<String, String> filled) {
        String manifest() throws IOException {
            String text = Files.readString(LITMUS.resolve(file));
            for (Map.Entry<String, String> each : filled.entrySet()) {
                assertThat(text).as(file).contains(each.getKey());
                text = text.replace(each.getKey(), each.getValue());
            }
            return text;
        }
    }

    /** As litmusctl saves and runs them; which others are not run is told in docs/harness-litmus.md. */
    @Test
    @Order(2)
    void manifestsOfLitmusRunWhereTheTutorialDid() throws Exception {
        TutorialCart podtato = cart("name", "podtato-main", 9000);
        cart("app", "my-app", 80);
        cart("app", "nginx", 80);
        runSideBySide(
                new Public("pod-delete.experiment.yaml", "argowf-chaos-pod-delete",
                        Map.of("value: \"default\"", "value: \"hce\"", "value: \"60\"", "value: \"10\"")),
                new Public("engine.pod-delete.yaml", "nginx-chaos", Map.of("appns: ''", "appns: hce", "applabel: ''",
                        "applabel: app=nginx", "appkind: ''", "appkind: deployment", "value: '30'", "value: '10'")),
                new Public("podtato-head.experiment.yaml", "argowf-podtato-head-chaos",
                        Map.of("value: \"litmus\"", "value: \"hce\"", "value: '30'", "value: '10'",
                                "podtato-main.{{workflow.parameters.adminModeNamespace}}.svc.cluster.local",
                                podtato.address())));
    }

    /** By a helper beside the target; engines of one name get names of their own, and what fires hourly each minute. */
    @Test
    @Order(3)
    void manifestsOfLitmusWhoseFaultsAreMadeBesideTheTargetRunToo() throws Exception {
        for (String app : List.of("cpu", "disk", "status", "latency")) {
            cart("app", app, 80);
        }
        runSideBySide(
                new Public("pod-cpu-hog.experiment_cron.yaml", "argo-chaos-pod-cpu-cron-wf",
                        Map.of("value: \"default\"", "value: \"hce\"", "app=my-app", "app=cpu", "value: '60'",
                                "value: '10'", "0 * * * *", "* * * * *")),
                engine("disk-fill", "nginx-chaos", "disk", "'60'"),
                engine("pod-http-status-code", "nginx-chaos", "status", "'30'"),
                engine("pod-network-latency", "nginx-network-chaos", "latency", "'60'"));
    }

    private static Public engine(String fault, String named, String app, String duration) {
        return new Public("engine.%s.yaml".formatted(fault), app + "-chaos",
                Map.of("name: " + named, "name: %s-chaos".formatted(app), "appns: ''", "appns: hce", "applabel: ''",
                        "applabel: app=" + app, "appkind: ''", "appkind: deployment", "value: " + duration,
                        "value: '10'"));
    }

    private static TutorialCart cart(String label, String app, int port) {
        assumeThat(infra).as("the tutorial got as far as an infrastructure").isNotNull();
        return new TutorialCart(cluster, SPACE, label, app, app, port).create().scale(2);
    }

    private static void runSideBySide(Public... manifests) throws Exception {
        for (Public each : manifests) {
            litmus("mutation($r: SaveChaosExperimentRequest!) { saveChaosExperiment(projectID: \"p\", request: $r) }",
                    Map.of("r", Map.of("id", each.name(), "name", each.name(), "description", "", "manifest",
                            each.manifest(), "infraID", infra, "tags", List.of())));
            litmus("mutation($id: String!) { runChaosExperiment(projectID: \"p\", experimentID: $id) { notifyID } }",
                    Map.of("id", each.name()));
        }
        for (Public each : manifests) {
            JsonNode run = await(each.file()).atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(
                    () -> litmus(
                            "query($id: ID) { listExperimentRun(projectID: \"p\", request: { experimentIDs: [$id] })"
                                    + " { experimentRuns { phase resiliencyScore faultsPassed executionData } } }",
                            Map.of("id", each.name())).at("/listExperimentRun/experimentRuns/0"),
                    found -> found.isObject() && isOver(found));
            assertThat(run.path("phase").asString()).as("%s: %s", each.file(), run).isEqualTo("Completed");
            assertThat(run.path("resiliencyScore").asInt()).as(each.file()).isEqualTo(100);
            assertThat(run.path("faultsPassed").asInt()).as(each.file()).isEqualTo(1);
            if (each.filled().containsValue("* * * * *")) {
                litmus("mutation($id: String!) { updateCronExperimentState(projectID: \"p\", experimentID: $id,"
                        + " disable: true) }", Map.of("id", each.name()));
            }
        }
    }

    private static boolean isOver(JsonNode run) {
        return !Set.of("Queued", "Running").contains(run.path("phase").asString());
    }

    /** The tutorial's manifest, read by whoever has no DNS and a slow machine. */
    private static String workflow(TutorialCart cart) throws IOException {
        String text = Files.readString(CORPUS.resolve("pod-delete-workflow.json"));
        assertThat(text).contains("http:\\/\\/frontend\\/cart", "responseTimeout: 15\\r");
        return text.replace("http:\\/\\/frontend\\/cart", "http:\\/\\/" + cart.address() + "\\/cart")
                .replace("responseTimeout: 15\\r", "responseTimeout: 2000\\r");
    }

    private static JsonNode runToItsEnd(String workflow) throws Exception {
        String notice = ask("runChaosExperiment", Map.of("/workflowID", workflow))
                .at("/runChaosExperiment/notifyID").asString();
        return await("run " + notice + " is over").atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> ask("listWorkflowRun", Map.of("/request/notifyIDs/0", notice))
                        .at("/listWorkflowRun/workflowRuns/0"),
                        TutorialIT::isOver);
    }

    /** Of its only fault, as clients read it. */
    private static JsonNode chaosData(JsonNode run) {
        return Wire.mapper().readTree(run.path("executionData").asString()).path("nodes").valueStream()
                .map(node -> node.path("chaosData")).filter(JsonNode::isObject).findFirst().orElseThrow();
    }

    /** One of the tutorial's documents with its variables, some of them filled in. */
    private static JsonNode ask(String name, Map<String, String> filled) throws Exception {
        JsonNode variables = Wire.mapper().readTree(Files.readString(CORPUS.resolve(name + ".variables.json")));
        filled.forEach((pointer, value) -> {
            int slash = pointer.lastIndexOf('/');
            if (variables.at(pointer.substring(0, slash)) instanceof ArrayNode array) {
                array.removeAll().add(value);
            } else {
                ((ObjectNode) variables.at(pointer.substring(0, slash))).put(pointer.substring(slash + 1), value);
            }
        });
        return ask("/gateway/chaos/manager/api/query", Files.readString(CORPUS.resolve(name + ".graphql")), variables);
    }

    private static JsonNode litmus(String document, Map<String, ?> variables) throws Exception {
        return ask("/api/query", document, variables);
    }

    private static JsonNode ask(String path, String document, Object variables) throws Exception {
        String body = Wire.mapper().writeValueAsString(Map.of("query", document, "variables", variables));
        JsonNode answer = Wire.mapper().readTree(send(request(path)
                .header("Content-Type", "application/json").header("x-api-key", KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build()));
        assertThat(answer.path("errors").isMissingNode()).as(answer.toString()).isTrue();
        return answer.path("data");
    }

    private static String get(String path) throws Exception {
        return send(request(path).build());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://%s:%d%s".formatted(NODE, door.port(), path)));
    }

    private static String send(HttpRequest request) throws Exception {
        HttpResponse<String> answer = CURL.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /**
     * As kubectl would. The API of this cluster listens on the loopback alone, so its agent is told another way there: in
     * any other cluster the service <code>kubernetes</code> leads to it.
     */
    private static void apply(String manifest) {
        List<HasMetadata> objects = cluster
                .load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))).items();
        objects.forEach(each -> {
            if (each instanceof Deployment agent) {
                Container container = agent.getSpec().getTemplate().getSpec().getContainers().getFirst();
                container.getEnv().add(new EnvVar("KUBERNETES_SERVICE_HOST", NODE, null));
                container.getEnv().add(new EnvVar("KUBERNETES_SERVICE_PORT", Integer.toString(api.port()), null));
            }
            cluster.resource(each).create();
        });
    }

    private static void leaveNothing() {
        cluster.rbac().clusterRoleBindings().withLabel("faultline.io/infrastructure").list().getItems().stream()
                .filter(binding -> SPACE.equals(binding.getSubjects().getFirst().getNamespace())).forEach(binding -> {
                    cluster.rbac().clusterRoles().withName(binding.getRoleRef().getName()).delete();
                    cluster.resource(binding).delete();
                });
        cluster.namespaces().withName(SPACE).delete();
        await("nothing is left").atMost(Duration.ofSeconds(90))
                .until(() -> cluster.namespaces().withName(SPACE).get() == null);
    }
}
