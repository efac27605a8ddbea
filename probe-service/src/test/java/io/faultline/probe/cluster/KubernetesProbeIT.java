package io.faultline.probe.cluster;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.contracts.probe.KubernetesProbe.Operation;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Place;
import io.faultline.probe.probe.Probing;
import io.faultline.probe.probe.ProbingContract;
import io.faultline.testkit.RealCluster;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class KubernetesProbeIT extends ProbingContract {
    private static final String NAMESPACE = "probes-k8s-it";
    private static final String ELSEWHERE = "hangs";
    private static Rig rig;
    private static ServerSocket silent;

    private final Probing probing = ClusterProbing.of(rig.clusters());

    @BeforeAll
    static void up() throws Exception {
        rig = Rig.up(NAMESPACE);
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        rig.pod("talker", Map.of("app", "talker", "tier", "front"), "sh", "-c",
                "echo order 4711 accepted; exec sleep 3600");
        rig.deployment("cart", 2, RealCluster.BUSYBOX);
        rig.deployment("broken", 1, "docker.io/local/no-such-image:1");
    }

    @AfterAll
    static void down() throws Exception {
        silent.close();
        rig.close();
    }

    @AfterEach
    void forget() {
        rig.client().configMaps().inNamespace(NAMESPACE).withLabel("it", "yes").delete();
    }

    @Override
    protected Probing probing() {
        return probing;
    }

    @Override
    protected ProbeSpec holding() {
        return pods(Operation.PRESENT, List.of("talker"), null, null, null);
    }

    @Override
    protected ProbeSpec broken() {
        return pods(Operation.PRESENT, List.of("talker", "nobody"), null, null, null);
    }

    @Override
    protected ProbeSpec unmeasurable() {
        return new KubernetesProbe(Operation.PRESENT, "shop.io", "v1", "carts", NAMESPACE, List.of(), null, null,
                null, null, null, null);
    }

    @Override
    protected ProbeSpec hanging() {
        return new KubernetesProbe(Operation.PRESENT, "", "v1", "pods", ELSEWHERE, List.of(), null, null, null, null,
                null, null);
    }

    @Override
    protected Place place(ProbeSpec spec) {
        try {
            return spec instanceof KubernetesProbe probe && probe.namespace().equals(ELSEWHERE)
                    ? new Place(PLACE.run(), Rig.connected(Rig.kubeconfig(silent.getLocalPort()), null))
                    : PLACE;
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The API server is the instrument: when it is silent nothing was measured. */
    @Override
    protected Outcome hung() {
        return Outcome.UNMEASURABLE;
    }

    @Test
    void aSilentApiServerLeavesNoThreadBehind() throws Exception {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Probing own = ClusterProbing.of(Rig.clusters(rig.tools(threads, false)));
        Place place = place(hanging());

        Judgement judgement = own.attempt(hanging(), values(), TIMEOUT, place);

        assertThat(judgement.reason()).isEqualTo("the API server did not answer within 400ms");
        threads.shutdown();
        assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).as("no thread is stuck").isTrue();
    }

    @Test
    void seesWhatIsThereAndWhatIsNot() throws Exception {
        assertThat(attempt(pods(Operation.PRESENT, List.of(), "app=talker", null, null)))
                .isEqualTo(Judgement.held("1: talker"));
        assertThat(attempt(pods(Operation.PRESENT, List.of(), "app=nobody", null, null)).detail(text -> text))
                .isEqualTo("Actual value: none. Expected value: at least one of pods in %s with labels app=nobody"
                        .formatted(NAMESPACE));
        assertThat(attempt(broken()).detail(text -> text)).startsWith("Actual value: missing: nobody.");
        assertThat(attempt(pods(Operation.ABSENT, List.of("nobody"), null, null, null)).held()).isTrue();
        assertThat(attempt(pods(Operation.ABSENT, List.of(), "tier in (front)", null, null)).detail(text -> text))
                .isEqualTo("Actual value: 1: talker. Expected value: none");
        assertThat(attempt(pods(Operation.PRESENT, List.of(), null, "metadata.name=talker", null)).held()).isTrue();
    }

    @Test
    void looksAtAnyKindWithAndWithoutNamespace() throws Exception {
        assertThat(attempt(of(Operation.PRESENT, "", "v1", "nodes", null)).held()).isTrue();
        assertThat(attempt(of(Operation.READY, "", "v1", "nodes", null)).held()).isTrue();
        assertThat(attempt(of(Operation.PRESENT, "apps", "v1", "deployments", null)).actual()).isEqualTo(
                "2: broken, cart");
        assertThat(attempt(of(Operation.PRESENT, "apps", "v1", "Deployment", null)).held()).isTrue();
        assertThat(attempt(of(Operation.PRESENT, "rbac.authorization.k8s.io", "v1", "clusterroles", null)).held())
                .isTrue();
        assertThat(attempt(of(Operation.PRESENT, "apps", "v1", "deploymentz", null)).reason())
                .startsWith("the cluster has no 'deploymentz' in apps/v1; it has ").contains("deployments");
        assertThat(attempt(unmeasurable()).reason()).startsWith("the cluster has no API 'shop.io/v1'");
    }

    @Test
    void looksIntoAllNamespacesWhenAskedTo() throws Exception {
        KubernetesProbe everywhere = new KubernetesProbe(Operation.COUNT, "", "v1", "pods", "*", List.of("talker"),
                null, null, null, null, null, Comparator.number(1));

        assertThat(attempt(everywhere).held()).isTrue();
    }

    @Test
    void theReasonWhySomethingIsNotReadyIsTold() throws Exception {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(attempt(
                of(Operation.READY, "", "v1", "pods", "app=broken")).detail(text -> text))
                .contains("0 of 1 ready; not: broken-").contains("container main: ErrImageNeverPull"));
        assertThat(attempt(of(Operation.READY, "apps", "v1", "deployments", "app=broken")).detail(text -> text))
                .contains("broken (0 of 1 available)");
        assertThat(attempt(of(Operation.READY, "", "v1", "secrets", null)).reason())
                .isEqualTo("nothing tells whether a Secret is ready; ask whether it is present instead");
    }

    @Test
    void createsWhatAManifestSaysOnceAndLeavesItAlone() throws Exception {
        String two = """
                     apiVersion: v1
                     kind: ConfigMap
                     metadata: {name: first, labels: {it: "yes"}}
                     data: {greeting: "${greeting}"}
                     ---
                     {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "second", "labels": {"it": "yes"}},
                      "data": {"path": "a\\/b"}}
                     """.replace("\n", "\r\n");
        KubernetesProbe create = creating(two.replace("${greeting}", "hello"));

        assertThat(attempt(create)).isEqualTo(Judgement.held(
                "created ConfigMap %1$s/first, created ConfigMap %1$s/second".formatted(NAMESPACE)));
        ConfigMap first = rig.client().configMaps().inNamespace(NAMESPACE).withName("first").get();
        assertThat(first.getData()).isEqualTo(Map.of("greeting", "hello"));
        assertThat(first.getMetadata().getLabels()).containsEntry("faultline.io/run", PLACE.run().toString());
        assertThat(rig.client().configMaps().inNamespace(NAMESPACE).withName("second").get().getData())
                .isEqualTo(Map.of("path", "a/b"));
        assertThat(attempt(creating(two.replace("${greeting}", "other"))).actual())
                .isEqualTo("ConfigMap %1$s/first was there already, ConfigMap %1$s/second was there already"
                        .formatted(NAMESPACE));
        assertThat(rig.client().configMaps().inNamespace(NAMESPACE).withName("first").get().getData())
                .isEqualTo(Map.of("greeting", "hello"));
    }

    @Test
    void saysWhatIsWrongWithAManifestAndWhatWasCreatedBefore() throws Exception {
        String good = "{apiVersion: v1, kind: ConfigMap, metadata: {name: first, labels: {it: 'yes'}}}\n---\n";

        assertThat(attempt(creating("kind: [")).reason()).startsWith("the manifest cannot be read: ");
        assertThat(attempt(creating("just a text")).reason()).contains("needs apiVersion and kind");
        assertThat(attempt(creating("{apiVersion: v1, kind: ConfigMap}")).reason()).contains("has no name");
        assertThat(attempt(creating(good + "{apiVersion: v1, kind: ConfigMap, metadata: {name: UPPER}}")).reason())
                .startsWith("created ConfigMap %s/first; then: the API server answers 422".formatted(NAMESPACE));
        assertThat(attempt(creating("{apiVersion: v1, kind: Cart, metadata: {name: first}}")).reason())
                .startsWith("the cluster has no 'Cart' in v1");
    }

    @Test
    void deletesWhatMatchesAndOnlyThat() throws Exception {
        attempt(creating("{apiVersion: v1, kind: ConfigMap, metadata: {name: goes, labels: {it: 'yes', go: 'yes'}}}"));
        attempt(creating("{apiVersion: v1, kind: ConfigMap, metadata: {name: stays, labels: {it: 'yes'}}}"));
        KubernetesProbe delete = of(Operation.DELETE, "", "v1", "configmaps", "go=yes");

        assertThat(attempt(delete)).isEqualTo(Judgement.held("deleted 1: goes"));

        assertThat(rig.client().configMaps().inNamespace(NAMESPACE).withName("goes").get()).isNull();
        assertThat(rig.client().configMaps().inNamespace(NAMESPACE).withName("stays").get()).isNotNull();
        assertThat(attempt(delete).outcome()).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void anInfrastructureOfOneNamespaceIsLeftAloneInAllOthers() throws Exception {
        Place only = new Place(PLACE.run(), Rig.connected(rig.kubeconfig(), "shop"));

        assertThat(probing.attempt(holding(), values(), Duration.ofSeconds(5), only).reason())
                .contains("may be used in namespace shop only");
        assertThat(probing.attempt(of(Operation.PRESENT, "", "v1", "nodes", null), values(), Duration.ofSeconds(5),
                only).reason()).contains("the whole cluster");
        assertThat(probing.attempt(creating("{apiVersion: v1, kind: Namespace, metadata: {name: never}}"), values(),
                Duration.ofSeconds(5), only).reason()).contains("may be used in namespace shop only");
        Place same = new Place(PLACE.run(), Rig.connected(rig.kubeconfig(), NAMESPACE));
        assertThat(probing.attempt(holding(), values(), Duration.ofSeconds(5), same).held()).isTrue();
    }

    /** What an API server says that does not do what it is asked; words that say what to do. */
    @Test
    void aRefusalIsUnmeasurableAndSaysWhatToDo() throws Exception {
        assertThat(refused(403, "pods is forbidden: User \"it\" cannot list").reason())
                .isEqualTo("the API server forbids it (403), grant it to the account of this kubeconfig: "
                        + "pods is forbidden: User \"it\" cannot list");
        assertThat(refused(401, "Unauthorized").reason()).contains("renew the credential");
        assertThat(refused(429, "too many requests").reason()).contains("ask less often");
        assertThat(refused(500, "etcdserver: leader changed").reason()).contains("leader changed");
    }

    @Test
    void nobodyThereIsUnmeasurable() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Place place = new Place(PLACE.run(), Rig.connected(Rig.kubeconfig(port), null));

        Judgement judgement = probing.attempt(holding(), values(), Duration.ofSeconds(5), place);

        assertThat(judgement.outcome()).isEqualTo(Outcome.UNMEASURABLE);
        assertThat(judgement.reason()).startsWith("the API server cannot be reached: ");
        Place none = new Place(PLACE.run(), Rig.connected(Path.of("/etc/hostname"), null));
        assertThat(probing.attempt(holding(), values(), Duration.ofSeconds(5), none).reason())
                .contains("faultline.cluster.kubeconfigs");
    }

    private Judgement refused(int code, String message) throws Exception {
        HttpServer server = HttpServer.create(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = """
                          {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"%s","code":%d}"""
                    .formatted(message.replace("\"", "\\\""), code).getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            Place place = new Place(PLACE.run(), Rig.connected(Rig.kubeconfig(server.getAddress().getPort()), null));
            Judgement judgement = probing.attempt(holding(), values(), Duration.ofSeconds(5), place);
            assertThat(judgement.outcome()).isEqualTo(Outcome.UNMEASURABLE);
            return judgement;
        } finally {
            server.stop(0);
        }
    }

    private static KubernetesProbe pods(Operation operation, List<String> names, @Nullable String labels,
            @Nullable String fields, @Nullable Comparator expect) {
        return new KubernetesProbe(operation, "", "v1", "pods", NAMESPACE, names, labels, fields, null, null, null,
                expect);
    }

    private static KubernetesProbe of(Operation operation, String group, String version, String resource,
            @Nullable String labels) {
        return new KubernetesProbe(operation, group, version, resource, NAMESPACE, List.of(), labels, null, null, null,
                null, null);
    }

    private static KubernetesProbe creating(String data) {
        return new KubernetesProbe(Operation.CREATE, "", "v1", null, NAMESPACE, List.of(), null, null, data, null,
                null, null);
    }
}
