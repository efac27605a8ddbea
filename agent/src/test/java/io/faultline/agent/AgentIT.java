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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.fabric8.kubernetes.api.model.EndpointsBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.ExperimentService;
import io.faultline.gateway.Gateway;
import io.faultline.injector.InjectorService;
import io.faultline.scheduler.SchedulerService;
import io.faultline.testkit.Facts;
import io.faultline.testkit.FaultyLink;
import io.faultline.testkit.RealCluster;
import io.faultline.testkit.ServiceUnderTest;
import org.assertj.core.api.ThrowableAssert;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A cluster connected by its manifest, applied as it is: faults through the agent, its rights, its death, its silence. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AgentIT {
    private static final String SPACE = "it-agent";
    private static final String OTHER = "it-agent-other";
    private static final String IMAGE = "docker.io/local/faultline-agent:1";
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
    private static KubernetesClient cluster;
    private static Facts facts;
    private static FaultyLink api;
    private static ServiceUnderTest experiment;
    private static ServiceUnderTest gateway;
    private static int gatewayPort;
    private static Map<String, String> gatewaySettings;
    private static final List<ServiceUnderTest> open = new ArrayList<>();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void connect() throws IOException, InterruptedException {
        RealCluster real = RealCluster.up();
        image(real);
        cluster = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(real.kubeconfig().toFile())).build();
        List.of(SPACE, OTHER).forEach(AgentIT::space);
        letPodsReachTheApi(real);
        facts = Facts.open();
        experiment = service(ExperimentService.class, "experiment-service", Map.of());
        ServiceUnderTest scheduler = service(SchedulerService.class, "scheduler-service", Map.of());
        ServiceUnderTest injector = service(InjectorService.class, "injector-service", Map.of(
                "faultline.injector.journal", Files.createTempDirectory("journal").toString()));
        gatewaySettings = Map.of("spring.autoconfigure.exclude", String.join(",", NOT_OF_THE_GATEWAY), "FAULTLINE_BIND",
                NODE, "FAULTLINE_API_HOSTS", NODE, "FAULTLINE_EXPERIMENT_URL",
                experiment.baseUrl().toString(), "FAULTLINE_SCHEDULER_URL", scheduler.baseUrl().toString(),
                "FAULTLINE_INJECTOR_URL", injector.baseUrl().toString(), "FAULTLINE_PROBE_URL",
                injector.baseUrl().toString());
        gateway = ServiceUnderTest.start(Gateway.class, "gateway", gatewaySettings);
        gatewayPort = gateway.baseUrl().getPort();
        target();
        register("it", SPACE, 1);
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> state("it").equals("active"));
    }

    /** The cluster's API listens on loopback alone; in any other cluster its service leads there by itself. */
    private static void letPodsReachTheApi(RealCluster real) throws IOException {
        int port = URI.create(Config.fromKubeconfig(real.kubeconfig().toFile()).getMasterUrl()).getPort();
        api = FaultyLink.to(port, InetAddress.getByName(NODE));
        cluster.endpoints().inNamespace("default")
                .resource(new EndpointsBuilder().withNewMetadata().withName("kubernetes").endMetadata().addNewSubset()
                        .addNewAddress().withIp(NODE).endAddress().addNewPort().withName("https").withPort(api.port())
                        .endPort().endSubset().build())
                .createOr(NonDeletingOperation::update);
    }

    @AfterAll
    static void leaveNothing() {
        if (cluster != null) {
            cluster.endpoints().inNamespace("default").withName("kubernetes").delete();
            List.of(SPACE, OTHER).forEach(each -> cluster.namespaces().withName(each).delete());
            cluster.close();
        }
        if (gateway != null) {
            gateway.close();
        }
        open.reversed().forEach(ServiceUnderTest::close);
        if (facts != null) {
            facts.close();
        }
        if (api != null) {
            api.close();
        }
    }

    @Test
    @Order(1)
    void deletesAPodAndItIsReplaced() {
        Set<String> before = uids();
        Instant asked = Instant.now();
        RunId run = run("delete", "pod-delete", "{\"namespace\":\"%s\",\"labels\":\"app=cart\",\"count\":1}", "0s", "");
        FaultInjected injected = facts.await(run, FaultInjected.class);
        assertThat(injected.targets()).hasSize(1);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> ready() == 2 && !uids().equals(before));
        assertThat(facts.await(run, FaultReverted.class)).isNotNull();
        figure("run to pod-delete injected by the agent", Duration.between(asked, injected.at()));
    }

    @Test
    @Order(2)
    void scalesADeploymentAndBack() {
        RunId run = scaleToNothing("scale", "4s");
        facts.await(run, FaultInjected.class);
        assertThat(replicas()).isZero();
        facts.await(run, FaultReverted.class);
        assertThat(replicas()).isEqualTo(2);
        assertThat(unmarked()).isTrue();
    }

    @Test
    @Order(3)
    void mayDoExactlyWhatItsFaultsNeedAndNothingElsewhere() {
        try (KubernetesClient agent = asAgent()) {
            assertThat(rules(agent, SPACE)).isEqualTo(Set.of("/pods [delete, get, list, watch]",
                    "apps/deployments [get, list, patch]", "apps/statefulsets [get, list, patch]",
                    "apps/daemonsets [list]"));
            assertThat(rules(agent, OTHER)).isEmpty();
            assertThat(agent.pods().inNamespace(SPACE).list().getItems()).isNotEmpty();
            forbidden(() -> agent.pods().inNamespace(OTHER).list());
            forbidden(() -> agent.pods().inAnyNamespace().list());
            forbidden(() -> agent.secrets().inNamespace(SPACE).list());
            forbidden(() -> agent.nodes().list());
            forbidden(() -> agent.apps().deployments().inNamespace(SPACE).withName("cart").delete());
            forbidden(() -> agent.rbac().roles().inNamespace(SPACE).list());
            forbidden(() -> agent.pods().inNamespace(SPACE).resource(cluster.pods().inNamespace(SPACE).list()
                    .getItems().getFirst()).create());
        }
        JsonNode refused = post("/api/v1/runs", experiment("elsewhere", "pod-delete",
                "{\"namespace\":\"%s\",\"labels\":\"app=cart\"}".formatted(OTHER), "0s", ""));
        assertThat(refused.path("type").asString()).endsWith("/infrastructure-refuses");
    }

    @Test
    @Order(4)
    void aKilledAgentsFaultIsMendedByTheNext() {
        RunId run = scaleToNothing("killed", "180s");
        facts.await(run, FaultInjected.class);
        assertThat(replicas()).isZero();
        Instant killed = Instant.now();
        agents().forEach(ProcessHandle::destroyForcibly);
        Awaitility.await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(120))
                .until(() -> replicas() == 2);
        figure("kill -9 of the only agent to mended", Duration.between(killed, Instant.now()));
        post("/api/v1/runs/" + run + "/abort", "{}");
        facts.await(run, FaultReverted.class);
        assertThat(unmarked()).isTrue();
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> state("it").equals("active"));
        scalesADeploymentAndBack();
    }

    @Test
    @Order(5)
    void twoAgentsStandInForEachOther() {
        cluster.apps().deployments().inNamespace(SPACE).withName("faultline-agent").scale(2);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> liveAgents() == 2);
        RunId run = scaleToNothing("one-of-two", "60s");
        facts.await(run, FaultInjected.class);
        Instant killed = Instant.now();
        // Whichever it was: both are killed, one after the other, and the effect has to go either way.
        agents().getFirst().destroyForcibly();
        boolean mended = isMended(Duration.ofSeconds(5));
        if (!mended) {
            killed = Instant.now();
            agents().stream().skip(1).forEach(ProcessHandle::destroyForcibly);
            mended = isMended(Duration.ofSeconds(5));
        }
        assertThat(mended).as("mended within 5 s of the death of the agent that made it").isTrue();
        figure("kill -9 of one of two agents to mended", Duration.between(killed, Instant.now()));
        post("/api/v1/runs/" + run + "/abort", "{}");
        facts.await(run, FaultReverted.class);
        cluster.apps().deployments().inNamespace(SPACE).withName("faultline-agent").scale(1);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> liveAgents() == 1);
    }

    @Test
    @Order(6)
    void anAgentThatHearsNothingMendsByItselfAndComesBack() {
        RunId run = scaleToNothing("silence", "60s");
        facts.await(run, FaultInjected.class);
        Instant silent = Instant.now();
        gateway.close();
        Awaitility.await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(15))
                .until(() -> replicas() == 2);
        figure("gateway gone to mended by the agent itself", Duration.between(silent, Instant.now()));
        gateway = ServiceUnderTest.start(Gateway.class, "gateway", withPort());
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> state("it").equals("active"));
        post("/api/v1/runs/" + run + "/abort", "{}");
        facts.await(run, FaultReverted.class);
        scalesADeploymentAndBack();
    }

    @Test
    @Order(7)
    void anAgentThatIsEndedInOrderLeavesNothingInForce() {
        RunId run = scaleToNothing("sigterm", "60s");
        facts.await(run, FaultInjected.class);
        agents().forEach(ProcessHandle::destroy);
        Awaitility.await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(5))
                .until(() -> replicas() == 2);
        post("/api/v1/runs/" + run + "/abort", "{}");
        facts.await(run, FaultReverted.class);
    }

    @Test
    @Order(8)
    void disconnectedItIsShutOutAndMendsWhatItHolds() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> state("it").equals("active"));
        RunId run = scaleToNothing("disconnected", "60s");
        facts.await(run, FaultInjected.class);
        Instant gone = Instant.now();
        send("DELETE", "/api/v1/infrastructures/" + find("it").path("id").asString(), null);
        Awaitility.await().pollInterval(Duration.ofMillis(100)).atMost(Duration.ofSeconds(40))
                .until(() -> replicas() == 2);
        figure("disconnected to mended", Duration.between(gone, Instant.now()));
        JsonNode refused = post("/api/v1/runs", experiment("after", "pod-delete",
                "{\"namespace\":\"%s\",\"labels\":\"app=cart\"}".formatted(SPACE), "0s", ""));
        assertThat(refused.path("type").asString()).endsWith("/unknown-infrastructure");
        post("/api/v1/runs/" + run + "/abort", "{}");
    }

    private static boolean isMended(Duration within) {
        Instant until = Instant.now().plus(within);
        while (Instant.now().isBefore(until)) {
            if (replicas() == 2) {
                return true;
            }
        }
        return false;
    }

    private static void figure(String what, Duration duration) {
        System.out.printf("FIGURE %s: %d ms%n", what, duration.toMillis());
    }

    private static RunId scaleToNothing(String name, String duration) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> replicas() == 2);
        return run(name, "deployment-scale", "{\"namespace\":\"%s\",\"name\":\"cart\"}", duration, ",\"replicas\":0");
    }

    private static RunId run(String name, String type, String target, String duration, String more) {
        JsonNode asked = post("/api/v1/runs", experiment(name, type, target.formatted(SPACE), duration, more));
        assertThat(asked.path("run").asString()).as(asked.toString()).isNotEmpty();
        return RunId.parse(asked.path("run").asString());
    }

    private static String experiment(String name, String type, String target, String duration, String more) {
        return """
               {"apiVersion":"faultline.io/v1","kind":"Experiment","metadata":{"name":"%s"},"spec":{"infrastructure":"it",
               "blastRadius":{"maxPercent":100},
               "stages":[{"faults":[{"name":"f","type":"%s","target":%s,"duration":"%s"%s}]}]}}"""
                .formatted(name, type, target, duration, more);
    }

    private static void register(String name, String namespace, int replicas) {
        JsonNode made = post("/api/v1/infrastructures",
                """
                {"name":"%s","namespace":"%s","replicas":%d,"server":"http://%s:%d","image":"%s","faults":["pod-delete","deployment-scale"]}"""
                        .formatted(name, namespace, replicas, NODE, gatewayPort, IMAGE));
        String manifest = made.path("manifest").asString();
        cluster.load(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))).create();
    }

    private static String state(String name) {
        return find(name).path("state").asString();
    }

    private static long liveAgents() {
        return find("it").path("agents").valueStream().filter(each -> each.path("live").asBoolean()).count();
    }

    private static JsonNode find(String name) {
        return send("GET", "/api/v1/infrastructures?name=" + name, null).path("items").path(0);
    }

    private static JsonNode post(String path, String body) {
        return send("POST", path, body);
    }

    private static JsonNode send(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(experiment.baseUrl().resolve(path))
                .header("Authorization", experiment.authorization()).header("Content-Type", "application/json")
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

    private static Set<String> rules(KubernetesClient agent, String namespace) {
        SelfSubjectRulesReview review = agent.resource(new SelfSubjectRulesReviewBuilder().withNewSpec()
                .withNamespace(namespace).endSpec().build()).create();
        return Objects.requireNonNull(review.getStatus()).getResourceRules().stream()
                .filter(rule -> !rule.getApiGroups().contains("authorization.k8s.io"))
                .map(rule -> String.join(",", rule.getApiGroups()) + "/" + String.join(",", rule.getResources()) + " "
                        + rule.getVerbs().stream().sorted().toList())
                .collect(Collectors.toSet());
    }

    private static void forbidden(ThrowableAssert.ThrowingCallable doing) {
        assertThatThrownBy(doing).isInstanceOfSatisfying(KubernetesClientException.class,
                e -> assertThat(e.getCode()).isEqualTo(403));
    }

    private static KubernetesClient asAgent() {
        String token = cluster.secrets().inNamespace(SPACE).list().getItems().stream()
                .filter(each -> "kubernetes.io/service-account-token".equals(each.getType()))
                .filter(each -> "faultline-agent".equals(each.getMetadata().getAnnotations()
                        .get("kubernetes.io/service-account.name")))
                .map(each -> new String(Base64.getDecoder().decode(each.getData().get("token")),
                        StandardCharsets.UTF_8))
                .findFirst().orElseThrow();
        Config admin = cluster.getConfiguration();
        return new KubernetesClientBuilder().withConfig(new ConfigBuilder(Config.empty())
                .withMasterUrl(admin.getMasterUrl()).withCaCertData(admin.getCaCertData())
                .withCaCertFile(admin.getCaCertFile()).withTrustCerts(admin.isTrustCerts()).withOauthToken(token)
                .build()).build();
    }

    /** Agents of this test, as processes of this machine: their pods' names stand in their environment. */
    private static List<ProcessHandle> agents() {
        return ProcessHandle.allProcesses()
                .filter(each -> each.info().arguments()
                        .map(words -> List.of(words).contains("io.faultline.agent.AgentProcess")).orElse(false))
                .toList();
    }

    private static Deployment cart() {
        return cluster.apps().deployments().inNamespace(SPACE).withName("cart").get();
    }

    private static int replicas() {
        return cart().getSpec().getReplicas();
    }

    private static boolean unmarked() {
        Deployment cart = cart();
        return !cart.getMetadata().getLabels().containsKey("faultline.io/marked")
                && cart.getMetadata().getAnnotations().keySet().stream().noneMatch(key -> key.contains("faultline"));
    }

    private static int ready() {
        Integer ready = cart().getStatus().getReadyReplicas();
        return ready == null ? 0 : ready;
    }

    private static Set<String> uids() {
        return cluster.pods().inNamespace(SPACE).withLabel("app", "cart").list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null).map(Pod::getMetadata)
                .map(each -> each.getUid()).collect(Collectors.toSet());
    }

    private static void target() {
        cluster.apps().deployments().inNamespace(SPACE).resource(new DeploymentBuilder().withNewMetadata()
                .withName("cart").addToLabels("app", "cart").endMetadata().withNewSpec().withReplicas(2)
                .withNewSelector().addToMatchLabels("app", "cart").endSelector().withNewTemplate().withNewMetadata()
                .addToLabels("app", "cart").endMetadata().withNewSpec().withTerminationGracePeriodSeconds(0L)
                .addNewContainer().withName("web").withImage(RealCluster.BUSYBOX).withImagePullPolicy("Never")
                .withCommand("sh", "-c", "exec sleep 100000").endContainer().endSpec().endTemplate().endSpec().build())
                .create();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> ready() == 2);
    }

    private static void space(String name) {
        cluster.namespaces().withName(name).delete();
        Awaitility.await().atMost(Duration.ofSeconds(90))
                .until(() -> cluster.namespaces().withName(name).get() == null);
        cluster.namespaces().resource(new NamespaceBuilder().withNewMetadata()
                .withName(name).endMetadata().build()).create();
    }

    private static ServiceUnderTest service(Class<?> main, String config, Map<String, ?> settings) {
        ServiceUnderTest service = ServiceUnderTest.start(main, config, settings);
        open.add(service);
        return service;
    }

    private static Map<String, String> withPort() {
        Map<String, String> settings = new HashMap<>(gatewaySettings);
        settings.put("server.port", Integer.toString(gatewayPort));
        return settings;
    }

    private static void image(RealCluster real) throws IOException, InterruptedException {
        Path rootfs = Path.of("target", "rootfs").toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder("../deploy/agent/rootfs", rootfs.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        assertThat(builder.inheritIO().start().waitFor()).as("deploy/agent/rootfs").isZero();
        real.load(IMAGE, rootfs, "/java/bin/java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData",
                "-Xmx160m", "-cp", "/app/lib/*", "io.faultline.agent.AgentProcess");
    }
}
