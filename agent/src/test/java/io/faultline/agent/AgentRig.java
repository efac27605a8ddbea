package io.faultline.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.ExperimentService;
import io.faultline.gateway.Gateway;
import io.faultline.http.ApiSettings;
import io.faultline.http.InfrastructureSeals;
import io.faultline.injector.InjectorService;
import io.faultline.probe.ProbeService;
import io.faultline.scheduler.SchedulerService;
import io.faultline.testkit.Facts;
import io.faultline.testkit.FaultyLink;
import io.faultline.testkit.RealCluster;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The house on this machine, the cluster beside it, and the images of agent and helper built from what was just compiled. */
final class AgentRig implements AutoCloseable {
    private static final String IMAGE = "docker.io/local/faultline-agent:1";
    private static final String HELPER = "docker.io/local/faultline-helper:agent";
    /** The node's own address, on this machine: what pods reach and nobody else does. */
    private static final String NODE = "198.18.255.1";
    /** It shares its class path with services here, as in the standalone, and has neither database nor broker. */
    private static final List<String> NOT_OF_THE_GATEWAY = List.of(
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
            "org.springframework.boot.integration.autoconfigure.IntegrationAutoConfiguration",
            "org.springframework.cloud.stream.config.BindingServiceConfiguration",
            "org.springframework.cloud.stream.config.BindersHealthIndicatorAutoConfiguration",
            "org.springframework.cloud.stream.config.ChannelsEndpointAutoConfiguration",
            "org.springframework.cloud.stream.config.BindingsEndpointAutoConfiguration",
            "org.springframework.cloud.stream.function.FunctionConfiguration",
            "org.springframework.cloud.function.context.config.ContextFunctionCatalogAutoConfiguration");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final KubernetesClient cluster;
    final Facts facts;
    private final List<String> spaces;
    private final FaultyLink api;
    private final ServiceUnderTest experiment;
    private final ServiceUnderTest injector;
    private final List<ServiceUnderTest> open = new ArrayList<>();
    private final Map<String, String> gatewaySettings;
    private final int gatewayPort;
    private @Nullable ServiceUnderTest gateway;

    AgentRig(String... namespaces) throws IOException {
        RealCluster real = RealCluster.up();
        CompletableFuture<Void> images = CompletableFuture.runAsync(() -> images(real));
        cluster = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(real.kubeconfig().toFile())).build();
        spaces = List.of(namespaces);
        spaces.forEach(name -> cluster.namespaces().withName(name).delete());
        spaces.forEach(this::space);
        api = letPodsReachTheApi(real);
        facts = Facts.open();
        experiment = service(ExperimentService.class, "experiment-service", Map.of("FAULTLINE_HELPER_IMAGE", HELPER));
        ServiceUnderTest scheduler = service(SchedulerService.class, "scheduler-service", Map.of());
        injector = service(InjectorService.class, "injector-service", Map.of(
                "faultline.injector.journal", Files.createTempDirectory("journal").toString()));
        ServiceUnderTest probe = service(ProbeService.class, "probe-service", Map.of());
        gatewaySettings = new HashMap<>(Map.of("spring.autoconfigure.exclude", String.join(",", NOT_OF_THE_GATEWAY),
                "FAULTLINE_BIND", NODE, "FAULTLINE_API_HOSTS", NODE, "FAULTLINE_EXPERIMENT_URL",
                experiment.baseUrl().toString(), "FAULTLINE_SCHEDULER_URL", scheduler.baseUrl().toString(),
                "FAULTLINE_INJECTOR_URL", injector.baseUrl().toString(), "FAULTLINE_PROBE_URL",
                probe.baseUrl().toString()));
        openGateway();
        images.join();
        gatewayPort = gateway.baseUrl().getPort();
        gatewaySettings.put("server.port", Integer.toString(gatewayPort));
    }

    /** The same port as before, once it had one. */
    void openGateway() {
        gateway = ServiceUnderTest.start(Gateway.class, "gateway", gatewaySettings);
    }

    void closeGateway() {
        gateway.close();
    }

    /** The cluster's API listens on loopback alone; in any other cluster its service leads there by itself. */
    private FaultyLink letPodsReachTheApi(RealCluster real) throws IOException {
        int port = URI.create(Config.fromKubeconfig(real.kubeconfig().toFile()).getMasterUrl()).getPort();
        FaultyLink link = FaultyLink.to(port, InetAddress.getByName(NODE));
        cluster.endpoints().inNamespace("default")
                .resource(new EndpointsBuilder().withNewMetadata().withName("kubernetes").endMetadata().addNewSubset()
                        .addNewAddress().withIp(NODE).endAddress().addNewPort().withName("https").withPort(link.port())
                        .endPort().endSubset().build())
                .createOr(NonDeletingOperation::update);
        return link;
    }

    private ServiceUnderTest service(Class<?> main, String config, Map<String, ?> settings) {
        ServiceUnderTest service = ServiceUnderTest.start(main, config, settings);
        open.add(service);
        return service;
    }

    private static void images(RealCluster real) {
        real.load("agent", IMAGE);
        real.load("helper", HELPER);
    }

    /** Registers it for one namespace with one agent, applies its manifest as it is, and waits for the agent's call. */
    void connect(String name, String namespace, String... faults) {
        connect(name, "\"namespace\":\"%s\"".formatted(namespace), List.of(faults));
    }

    /** The same for the whole cluster, with its agent in that namespace. */
    void connectAll(String name, String home, List<String> faults) {
        connect(name, "\"agentNamespace\":\"%s\",\"namespaceExists\":true".formatted(home), faults);
    }

    private void connect(String name, String place, List<String> faults) {
        JsonNode made = post("/api/v1/infrastructures",
                """
                {"name":"%s",%s,"replicas":1,"server":"http://%s:%d","image":"%s","faults":["%s"]}"""
                        .formatted(name, place, NODE, gatewayPort, IMAGE, String.join("\",\"", faults)));
        String manifest = made.path("manifest").asString();
        cluster.load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))).create();
        Awaitility.await(name + " is active").atMost(Duration.ofSeconds(90)).until(() -> state(name).equals("active"));
    }

    String state(String name) {
        return find(name).path("state").asString();
    }

    long liveAgents(String name) {
        return find(name).path("agents").valueStream().filter(each -> each.path("live").asBoolean()).count();
    }

    JsonNode find(String name) {
        return send("GET", "/api/v1/infrastructures?name=" + name, null).path("items").path(0);
    }

    JsonNode post(String path, String body) {
        return send("POST", path, body);
    }

    /** What the agents of an infrastructure see of its cluster, as a web page's pickers ask for it. */
    JsonNode look(String infrastructure, Map<String, ?> wanted) {
        Infrastructure where = new Infrastructure(infrastructure,
                InfrastructureId.parse(find(infrastructure).path("id").asString()), InfrastructureKind.MANIFEST, null,
                null, null);
        InfrastructureSeals seals = new InfrastructureSeals(
                new ApiSettings(injector.authorization().substring("Bearer ".length()), null, List.of()));
        Map<String, Object> wish = new HashMap<>(wanted);
        wish.put("infrastructure", seals.seal(where));
        return send(injector, "POST", "/api/v1/faults/objects", Wire.mapper().writeValueAsString(wish));
    }

    JsonNode send(String method, String path, @Nullable String body) {
        return send(experiment, method, path, body);
    }

    private static JsonNode send(ServiceUnderTest to, String method, String path, @Nullable String body) {
        HttpRequest request = HttpRequest.newBuilder(to.baseUrl().resolve(path))
                .header("Authorization", to.authorization()).header("Content-Type", "application/json")
                .method(method, body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            String answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return Wire.mapper().readTree(answer.isEmpty() ? "{}" : answer);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param fault its fields but for the name */
    RunId run(String infrastructure, String name, String fault) {
        return run(experiment(infrastructure, name, fault));
    }

    RunId run(String experiment) {
        JsonNode asked = post("/api/v1/runs", experiment);
        assertThat(asked.path("run").asString()).as(asked.toString()).isNotEmpty();
        return RunId.parse(asked.path("run").asString());
    }

    static String experiment(String infrastructure, String name, String fault) {
        return experiment(infrastructure, name, List.of("{\"name\":\"f\",%s}".formatted(fault)));
    }

    static String experiment(String infrastructure, String name, List<String> faults) {
        return """
               {"apiVersion":"faultline.io/v1","kind":"Experiment","metadata":{"name":"%s"},"spec":{"infrastructure":"%s",
               "blastRadius":{"maxPercent":100},"stages":[{"faults":[%s]}]}}"""
                .formatted(name, infrastructure, String.join(",", faults));
    }

    /** Agents of this test, as processes of this machine. */
    static List<ProcessHandle> agents() {
        return ProcessHandle.allProcesses()
                .filter(each -> each.info().arguments()
                        .map(words -> List.of(words).contains("io.faultline.agent.AgentProcess")).orElse(false))
                .toList();
    }

    /** A cart of so many pods, which sleep; returns when they are ready. */
    void cart(String namespace, int replicas) {
        deploy(namespace, "cart", replicas);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ready(namespace) == replicas);
    }

    void deploy(String namespace, String name, int replicas) {
        cluster.apps().deployments().inNamespace(namespace).resource(new DeploymentBuilder().withNewMetadata()
                .withName(name).addToLabels("app", name).endMetadata().withNewSpec().withReplicas(replicas)
                .withNewSelector().addToMatchLabels("app", name).endSelector().withNewTemplate().withNewMetadata()
                .addToLabels("app", name).endMetadata().withNewSpec().withTerminationGracePeriodSeconds(0L)
                .addNewContainer().withName("web").withImage(RealCluster.BUSYBOX).withImagePullPolicy("Never")
                .withCommand("sh", "-c", "exec sleep 100000").endContainer().endSpec().endTemplate().endSpec().build())
                .create();
    }

    int ready(String namespace) {
        return ready(namespace, "cart");
    }

    int ready(String namespace, String name) {
        Integer ready = cluster.apps().deployments().inNamespace(namespace).withName(name).get().getStatus()
                .getReadyReplicas();
        return ready == null ? 0 : ready;
    }

    private void space(String name) {
        // A helper of a test that failed, whose agent went before it had confirmed that all is mended.
        cluster.pods().inNamespace(name).list().getItems().stream()
                .filter(each -> each.getMetadata().getDeletionTimestamp() != null)
                .forEach(each -> cluster.resource(each).patch(PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"finalizers\":null}}"));
        Awaitility.await().atMost(Duration.ofSeconds(90))
                .until(() -> cluster.namespaces().withName(name).get() == null);
        cluster.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
                .create();
    }

    @Override
    public void close() {
        cluster.endpoints().inNamespace("default").withName("kubernetes").delete();
        spaces.forEach(each -> cluster.namespaces().withName(each).withGracePeriod(0).delete());
        gateway.close();
        open.reversed().forEach(ServiceUnderTest::close);
        facts.close();
        api.close();
        cluster.close();
    }
}
