package io.faultline.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.wire.Wire;
import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.cluster.Marks;
import io.faultline.injector.fault.cluster.WrittenMarks;
import io.faultline.injector.store.MarkTexts;
import org.assertj.core.api.ThrowableAssert;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A cluster connected by its manifest, applied as it is: faults and probes through the agent, its rights, its death, its silence. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AgentIT {
    private static final String SPACE = "it-agent";
    private static final String OTHER = "it-agent-other";
    private static final String ALL = "it-agent-all";
    private static final String HOME = "it-agent-home";
    private static AgentRig rig;

    @BeforeAll
    static void connect() throws IOException {
        rig = new AgentRig(SPACE, OTHER, ALL, HOME);
        rig.cart(SPACE, 2);
        rig.connect("it", SPACE, "pod-delete", "deployment-scale");
    }

    @AfterAll
    static void leaveNothing() {
        if (rig != null) {
            rig.close();
        }
    }

    @Test
    @Order(1)
    void deletesAPodAndItIsReplaced() {
        Set<String> before = uids();
        Instant asked = Instant.now();
        RunId run = rig.run("it", "delete", deleting(SPACE, ",\"count\":1"));
        FaultInjected injected = rig.facts.await(run, FaultInjected.class);
        assertThat(injected.targets()).hasSize(1);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> rig.ready(SPACE) == 2 && !uids().equals(before));
        assertThat(rig.facts.await(run, FaultReverted.class)).isNotNull();
        figure("run to pod-delete injected by the agent", Duration.between(asked, injected.at()));
    }

    @Test
    @Order(2)
    void scalesADeploymentAndBack() {
        RunId run = scaleToNothing("scale", "4s");
        rig.facts.await(run, FaultInjected.class);
        assertThat(replicas()).isZero();
        rig.facts.await(run, FaultReverted.class);
        assertThat(replicas()).isEqualTo(2);
        assertThat(unmarked()).isTrue();
    }

    @Test
    @Order(3)
    void mayDoExactlyWhatItsFaultsNeedAndNothingElsewhere() {
        try (KubernetesClient agent = asAgent(SPACE)) {
            assertThat(rules(agent, SPACE)).isEqualTo(Set.of("/pods [delete, list, watch]", "/endpoints [get]",
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
            forbidden(() -> agent.pods().inNamespace(SPACE).resource(cluster().pods().inNamespace(SPACE).list()
                    .getItems().getFirst()).create());
        }
        JsonNode refused = rig.post("/api/v1/runs", AgentRig.experiment("it", "elsewhere", deleting(OTHER, "")));
        assertThat(refused.path("type").asString()).endsWith("/infrastructure-refuses");
    }

    /** Of its pod's network, which it shares with nobody; 0A is the kernel's LISTEN. */
    @Test
    @Order(3)
    void listensForNobody() throws IOException {
        ProcessHandle agent = AgentRig.agents().getFirst();
        List<String> sockets = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            Files.readAllLines(Path.of("/proc", Long.toString(agent.pid()), "net", table)).stream().skip(1)
                    .forEach(sockets::add);
        }
        assertThat(sockets).as("it calls out").isNotEmpty().map(line -> line.strip().split("\\s+")[3])
                .doesNotContain("0A");
    }

    @Test
    @Order(3)
    void showsPickersWhatItMaySeeAndSaysWhatItMayNot() {
        assertThat(seen(Map.of())).containsExactly(SPACE);
        assertThat(seen(Map.of("namespace", SPACE, "resource", "deployments"))).contains("cart", "faultline-agent");
        Map<String, ?> ofCart = Map.of("namespace", SPACE, "resource", "pods", "workloads",
                List.of(Map.of("kind", "deployment", "name", "cart")));
        assertThat(seen(ofCart)).hasSize(2).allMatch(each -> each.startsWith("cart-"));
        assertThat(rig.look("it", ofCart).at("/objects/0/labels/app").asString()).isEqualTo("cart");
        assertThat(rig.look("it", Map.of("namespace", OTHER, "resource", "pods")).path("detail").asString())
                .contains("infrastructure 'it': ", "sees nothing of " + OTHER);
        assertThat(rig.look("it", Map.of("namespace", SPACE, "resource", "secrets")).path("detail").asString())
                .contains("'secrets' are not looked at");
    }

    private static List<String> seen(Map<String, ?> wanted) {
        JsonNode answer = rig.look("it", wanted);
        assertThat(answer.has("objects")).as(answer.toString()).isTrue();
        return answer.path("objects").valueStream().map(each -> each.path("name").asString()).toList();
    }

    @Test
    @Order(4)
    void aKilledAgentsFaultIsMendedByTheNext() {
        RunId run = scaleToNothing("killed", "180s");
        rig.facts.await(run, FaultInjected.class);
        assertThat(replicas()).isZero();
        leaveBehind();
        Instant killed = Instant.now();
        AgentRig.agents().forEach(ProcessHandle::destroyForcibly);
        Awaitility.await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(120))
                .until(() -> replicas() == 2);
        figure("kill -9 of the only agent to mended", Duration.between(killed, Instant.now()));
        assertThat(rig.facts.await(run, FaultReverted.class).reason()).isEqualTo(RevertReason.RECOVERED);
        assertThat(unmarked()).isTrue();
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> rig.state("it").equals("active"));
        Awaitility.await("what no lease holds is mended, long before it is overdue").atMost(Duration.ofSeconds(20))
                .until(() -> labels("left-behind").isEmpty());
        scalesADeploymentAndBack();
    }

    /** Of a run that no journal knows. */
    private static void leaveBehind() {
        String mark = "faultline-01a22324-2cb8-7e6a-91d5-2b730fb83b03-f";
        Deployment left = cluster().apps().deployments().resource(new DeploymentBuilder().withNewMetadata()
                .withName("left-behind").withNamespace(SPACE).endMetadata().withNewSpecLike(cart().getSpec())
                .withReplicas(0).withNewSelector().addToMatchLabels("app", "left").endSelector().editTemplate()
                .editMetadata().withLabels(Map.of("app", "left")).endMetadata().endTemplate().endSpec().build())
                .create();
        ApiUndo undo = new ApiUndo.ScaleBack(null, "deployment", SPACE, "left-behind", left.getMetadata().getUid(),
                mark,
                0, 0);
        Map<String, String> written = new WrittenMarks(MarkTexts.json(), () -> rig.find("it").path("id").asString(),
                Clock.systemUTC()).annotation(mark, undo, Duration.ofHours(1));
        cluster().resource(left).patch(PatchContext.of(PatchType.JSON_MERGE), Wire.mapper().writeValueAsString(
                Map.of("metadata", Map.of("labels", Map.of(Marks.LABEL, Marks.MARKED), "annotations", written))));
        assertThat(labels("left-behind")).containsEntry(Marks.LABEL, Marks.MARKED);
    }

    private static Map<String, String> labels(String deployment) {
        return Objects.requireNonNullElse(cluster().apps().deployments().inNamespace(SPACE).withName(deployment).get()
                .getMetadata().getLabels(), Map.of());
    }

    @Test
    @Order(5)
    void twoAgentsStandInForEachOther() {
        cluster().apps().deployments().inNamespace(SPACE).withName("faultline-agent").scale(2);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> rig.liveAgents("it") == 2);
        RunId run = scaleToNothing("one-of-two", "180s");
        rig.facts.await(run, FaultInjected.class);
        Instant killed = Instant.now();
        // Whichever it was: both are killed, one after the other, and the effect has to go either way.
        AgentRig.agents().getFirst().destroyForcibly();
        if (!isMended(Duration.ofSeconds(15))) {
            killed = Instant.now();
            AgentRig.agents().forEach(ProcessHandle::destroyForcibly);
            assertThat(isMended(Duration.ofSeconds(60))).as("mended long before its end").isTrue();
        }
        figure("kill -9 of one of two agents to mended", Duration.between(killed, Instant.now()));
        assertThat(rig.facts.await(run, FaultReverted.class).reason()).isEqualTo(RevertReason.RECOVERED);
        cluster().apps().deployments().inNamespace(SPACE).withName("faultline-agent").scale(1);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> rig.liveAgents("it") == 1);
    }

    @Test
    @Order(6)
    void anAgentThatHearsNothingMendsByItselfAndComesBack() {
        RunId run = scaleToNothing("silence", "60s");
        rig.facts.await(run, FaultInjected.class);
        Instant silent = Instant.now();
        rig.closeGateway();
        Awaitility.await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofSeconds(15))
                .until(() -> replicas() == 2);
        figure("gateway gone to mended by the agent itself", Duration.between(silent, Instant.now()));
        rig.openGateway();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> rig.state("it").equals("active"));
        rig.post("/api/v1/runs/" + run + "/abort", "{}");
        rig.facts.await(run, FaultReverted.class);
        scalesADeploymentAndBack();
    }

    @Test
    @Order(7)
    void anAgentThatIsEndedInOrderLeavesNothingInForce() {
        RunId run = scaleToNothing("sigterm", "60s");
        rig.facts.await(run, FaultInjected.class);
        cluster().apps().deployments().inNamespace(SPACE).withName("faultline-agent").scale(0);
        assertThat(rig.facts.await(run, FaultReverted.class).reason()).as("nobody comes who could be asked")
                .isEqualTo(RevertReason.RECOVERED);
        assertThat(replicas()).isEqualTo(2);
        assertThat(unmarked()).isTrue();
        cluster().apps().deployments().inNamespace(SPACE).withName("faultline-agent").scale(1);
    }

    @Test
    @Order(8)
    void disconnectedItIsShutOutAndMendsWhatItHolds() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> rig.state("it").equals("active"));
        RunId run = scaleToNothing("disconnected", "60s");
        rig.facts.await(run, FaultInjected.class);
        Instant gone = Instant.now();
        rig.send("DELETE", "/api/v1/infrastructures/" + rig.find("it").path("id").asString(), null);
        Awaitility.await().pollInterval(Duration.ofMillis(100)).atMost(Duration.ofSeconds(40))
                .until(() -> replicas() == 2);
        figure("disconnected to mended", Duration.between(gone, Instant.now()));
        JsonNode refused = rig.post("/api/v1/runs", AgentRig.experiment("it", "after", deleting(SPACE, "")));
        assertThat(refused.path("type").asString()).endsWith("/unknown-infrastructure");
        rig.post("/api/v1/runs/" + run + "/abort", "{}");
    }

    @Test
    @Order(9)
    void breaksNextToTheTargetAndMeasuresInsideIt() {
        cluster().apps().deployments().inNamespace(SPACE).withName("faultline-agent").delete();
        rig.cart(OTHER, 1);
        rig.connect("near", OTHER, "pod-cpu-hog");
        mayRunCommandsInPods(OTHER);
        long before = processorTime();
        RunId run = rig.run("near", "hog",
                """
                "type":"pod-cpu-hog","target":{"namespace":"%1$s","labels":"app=cart"},"duration":"10s",
                "probes":[
                  {"name":"there","mode":"EOT","k8s":{"resource":"pods","namespace":"%1$s","labels":"app=cart"}},
                  {"name":"inside","mode":"Continuous","timeout":"5s","command":{"argv":["cat","/etc/hostname"],
                    "pod":{"namespace":"%1$s","labels":"app=cart"},"expect":{"output":"%2$s"}}},
                  {"name":"not-allowed","mode":"EOT","k8s":{"resource":"secrets","namespace":"%1$s"}}]"""
                        .formatted(OTHER, pod().getMetadata().getName()));
        FaultInjected injected = rig.facts.await(run, FaultInjected.class, Duration.ofSeconds(90));
        assertThat(injected.targets()).singleElement().satisfies(target -> assertThat(target.name())
                .endsWith(pod().getMetadata().getName()));
        Awaitility.await("its own control group is charged").atMost(Duration.ofSeconds(9))
                .until(() -> processorTime() - before > Duration.ofMillis(500).toNanos());
        assertThat(rig.facts.await(run, FaultReverted.class).reason()).isEqualTo(RevertReason.PLANNED);
        assertThat(workers()).isEmpty();
        Stream.of("there", "inside", "not-allowed").forEach(name -> rig.facts.await(run, ProbeResult.class,
                result -> result.probe().equals(name)));
        assertThat(outcomes(run, "there")).containsOnly(Outcome.HELD);
        assertThat(outcomes(run, "inside")).containsOnly(Outcome.HELD);
        assertThat(outcomes(run, "not-allowed")).containsOnly(Outcome.UNMEASURABLE);
    }

    @Test
    @Order(10)
    void aFaultIsOverAndSaysSoWhenItsHelperIsLost() {
        isOverAfter("helper deleted by force", () -> cluster().pods().inNamespace(OTHER)
                .withLabel("app.kubernetes.io/component", "beside").withGracePeriod(0).delete());
    }

    @Test
    @Order(10)
    void aFaultIsOverAndSaysSoWhenTheAgentOfItsHelperIsKilled() {
        isOverAfter("agent of a helper killed", () -> AgentRig.agents().forEach(ProcessHandle::destroyForcibly));
    }

    private static void isOverAfter(String what, Runnable death) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> rig.state("near").equals("active"));
        RunId run = rig.run("near", "hog-lost",
                """
                "type":"pod-cpu-hog","duration":"180s","target":{"namespace":"%s","labels":"app=cart"}"""
                        .formatted(OTHER));
        rig.facts.await(run, FaultInjected.class, Duration.ofSeconds(90));
        assertThat(workers()).isNotEmpty();
        Instant lost = Instant.now();
        death.run();
        assertThat(rig.facts.await(run, FaultReverted.class, Duration.ofSeconds(60)).reason())
                .isEqualTo(RevertReason.RECOVERED);
        figure(what + " to FaultReverted", Duration.between(lost, Instant.now()));
        assertThat(workers()).isEmpty();
    }

    @Test
    @Order(11)
    void makesAndMendsEveryKindOfFaultWithTheRightsOfItsManifest() {
        String node = "zz-agent-" + ProcessHandle.current().pid();
        EveryKind every = new EveryKind(ALL, node);
        EveryKind.DEPLOYMENTS.forEach(name -> rig.deploy(ALL, name, 1));
        cluster().nodes().resource(new NodeBuilder().withNewMetadata().withName(node).endMetadata().withNewSpec()
                .addNewTaint().withKey("no-kubelet").withEffect("NoSchedule").endTaint().endSpec().withNewStatus()
                .addNewCondition().withType("Ready").withStatus("True").endCondition().endStatus().build()).create();
        try {
            rig.connectAll("all", HOME, every.types().stream().map(FaultType::wireName).toList());
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> EveryKind.DEPLOYMENTS.stream()
                    .allMatch(name -> rig.ready(ALL, name) == 1));
            Set<String> deleted = uids(ALL, "deleted");
            RunId run = rig.run(AgentRig.experiment("all", "every-kind", every.faults()));
            Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> rig.facts.all(run, FaultInjected.class).size()
                    + rig.facts.all(run, FaultFailed.class).size() == every.types().size());
            assertThat(rig.facts.all(run, FaultFailed.class)).isEmpty();
            assertThat(uids(ALL, "deleted")).doesNotContainAnyElementsOf(deleted);
            assertThat(size("sized")).isZero();
            assertThat(size("grown")).isEqualTo(2);
            assertThat(cluster().nodes().withName(node).get().getSpec().getUnschedulable()).isTrue();
            assertThat(workers()).hasSizeGreaterThanOrEqualTo(6);
            rig.post("/api/v1/runs/" + run + "/abort", "{}");
            Awaitility.await().atMost(Duration.ofSeconds(60))
                    .until(() -> rig.facts.all(run, FaultReverted.class).size() == every.types().size());
            assertThat(rig.facts.all(run, FaultFailed.class)).isEmpty();
            assertThat(workers()).isEmpty();
            assertThat(size("sized")).isOne();
            assertThat(size("grown")).isOne();
            assertThat(cluster().nodes().withName(node).get().getSpec().getUnschedulable()).isNotEqualTo(true);
            assertThat(cluster().network().v1().networkPolicies().inNamespace(ALL).list().getItems()).isEmpty();
        } finally {
            cluster().nodes().withName(node).delete();
            String role = "faultline-agent-" + rig.find("all").path("id").asString();
            cluster().rbac().clusterRoleBindings().withName(role).delete();
            cluster().rbac().clusterRoles().withName(role).delete();
        }
    }

    private static int size(String deployment) {
        return cluster().apps().deployments().inNamespace(ALL).withName(deployment).get().getSpec().getReplicas();
    }

    /** What an agent's probes need beyond its faults, whoever owns the cluster grants its account. */
    private static void mayRunCommandsInPods(String namespace) {
        cluster().rbac().roles().inNamespace(namespace)
                .resource(new RoleBuilder().withNewMetadata().withName("commands")
                        .endMetadata().addNewRule().withApiGroups("").withResources("pods/exec")
                        .withVerbs("create", "get")
                        .endRule().build())
                .create();
        cluster().rbac().roleBindings().inNamespace(namespace).resource(new RoleBindingBuilder().withNewMetadata()
                .withName("commands").endMetadata().withNewRoleRef("rbac.authorization.k8s.io", "Role", "commands")
                .addNewSubject("", "ServiceAccount", "faultline-agent", namespace).build()).create();
    }

    private static List<Outcome> outcomes(RunId run, String probe) {
        return rig.facts.all(run, ProbeResult.class).stream().filter(result -> result.probe().equals(probe))
                .map(ProbeResult::outcome).toList();
    }

    private static Pod pod() {
        return cluster().pods().inNamespace(OTHER).withLabel("app", "cart").list().getItems().getFirst();
    }

    /** Of the target's control group, in nanoseconds. */
    private static long processorTime() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExecWatch watch = cluster().pods().inNamespace(OTHER).withName(pod().getMetadata().getName())
                .writingOutput(out).exec("cat", "/sys/fs/cgroup/cpuacct/cpuacct.usage")) {
            watch.exitCode().get(10, TimeUnit.SECONDS);
            return Long.parseLong(out.toString(StandardCharsets.UTF_8).strip());
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Who uses up the processor, as processes of this machine, which is the node. */
    private static List<ProcessHandle> workers() {
        return ProcessHandle.allProcesses().filter(each -> each.info().commandLine()
                .map(line -> line.contains("StressProcess faultline-")).orElse(false)).toList();
    }

    private static boolean isMended(Duration within) {
        try {
            Awaitility.await().pollInterval(Duration.ofMillis(50)).atMost(within).until(() -> replicas() == 2);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static void figure(String what, Duration duration) {
        System.out.printf("FIGURE %s: %d ms%n", what, duration.toMillis());
    }

    private static KubernetesClient cluster() {
        return rig.cluster;
    }

    private static String deleting(String namespace, String more) {
        return "\"type\":\"pod-delete\",\"duration\":\"0s\",\"target\":{\"namespace\":\"%s\",\"labels\":\"app=cart\"%s}"
                .formatted(namespace, more);
    }

    private static RunId scaleToNothing(String name, String duration) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> replicas() == 2);
        return rig.run("it", name, "\"type\":\"deployment-scale\",\"target\":{\"namespace\":\"%s\",\"name\":\"cart\"},"
                .formatted(SPACE) + "\"duration\":\"%s\",\"replicas\":0".formatted(duration));
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

    private static KubernetesClient asAgent(String namespace) {
        String token = cluster().secrets().inNamespace(namespace).list().getItems().stream()
                .filter(each -> "kubernetes.io/service-account-token".equals(each.getType()))
                .filter(each -> "faultline-agent".equals(each.getMetadata().getAnnotations()
                        .get("kubernetes.io/service-account.name")))
                .map(each -> new String(Base64.getDecoder().decode(each.getData().get("token")),
                        StandardCharsets.UTF_8))
                .findFirst().orElseThrow();
        Config admin = cluster().getConfiguration();
        return new KubernetesClientBuilder().withConfig(new ConfigBuilder(Config.empty())
                .withMasterUrl(admin.getMasterUrl()).withCaCertData(admin.getCaCertData())
                .withCaCertFile(admin.getCaCertFile()).withTrustCerts(admin.isTrustCerts()).withOauthToken(token)
                .build()).build();
    }

    private static Deployment cart() {
        return cluster().apps().deployments().inNamespace(SPACE).withName("cart").get();
    }

    private static int replicas() {
        return cart().getSpec().getReplicas();
    }

    private static boolean unmarked() {
        Deployment cart = cart();
        return !cart.getMetadata().getLabels().containsKey("faultline.io/marked")
                && cart.getMetadata().getAnnotations().keySet().stream().noneMatch(key -> key.contains("faultline"));
    }

    private static Set<String> uids() {
        return uids(SPACE, "cart");
    }

    private static Set<String> uids(String namespace, String app) {
        return cluster().pods().inNamespace(namespace).withLabel("app", app).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null).map(Pod::getMetadata)
                .map(each -> each.getUid()).collect(Collectors.toSet());
    }
}
