package io.faultline.probe.cluster;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.faultline.contracts.probe.CommandCall;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.PodSource;
import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.net.NetProbing;
import io.faultline.probe.probe.Place;
import io.faultline.probe.probe.Probing;
import io.faultline.probe.probe.ProbingContract;
import io.faultline.probe.probe.Programs;
import io.faultline.testkit.RealCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class InsideHttpIT extends ProbingContract {
    private static final String NAMESPACE = "probes-http-it";
    private static final String WEB = "http://web." + NAMESPACE;
    private static Rig rig;

    private final Probing probing = NetProbing.with(rig.clusters());

    @BeforeAll
    static void up() throws Exception {
        rig = Rig.up(NAMESPACE);
        rig.web("web");
        rig.web("cut");
        rig.service("empty");
    }

    @AfterAll
    static void down() throws Exception {
        rig.close();
    }

    @Override
    protected Probing probing() {
        return probing;
    }

    @Override
    protected ProbeSpec holding() {
        return saying(WEB + "/", "hello\n");
    }

    @Override
    protected ProbeSpec broken() {
        return get(WEB + "/nix");
    }

    @Override
    protected ProbeSpec unmeasurable() {
        return get("http://elsewhere/");
    }

    @Override
    protected ProbeSpec hanging() {
        return get(WEB + "/cgi-bin/slow");
    }

    @Override
    protected Place place(ProbeSpec spec) {
        return spec instanceof HttpProbe probe && probe.url().contains("elsewhere")
                ? new Place(PLACE.run(), Rig.connected(Path.of("/etc/hostname"), null))
                : PLACE;
    }

    /** The way through a busy API server alone may take the contract's 400 ms. */
    @Override
    @Test
    protected void isEndedAtTheTimeout() throws Exception {
        attempt(holding());

        Judgement judgement = probing.attempt(hanging(), values(), Duration.ofSeconds(3), PLACE);

        assertThat(judgement).isEqualTo(Judgement.failed("no whole answer within 3s"));
    }

    @Test
    void servicesAndPodsAreKnownByTheNamesAndAddressesTheyHaveInside() throws Exception {
        String clusterIp = rig.client().services().inNamespace(NAMESPACE).withName("web").get().getSpec()
                .getClusterIP();
        String podIp = rig.client().pods().inNamespace(NAMESPACE).withName("web").get().getStatus().getPodIP();
        for (String host : List.of("web." + NAMESPACE + ":80", "web." + NAMESPACE + ".svc",
                "web." + NAMESPACE + ".svc.cluster.local", clusterIp, podIp + ":8080")) {
            assertThat(attempt(saying("http://" + host + "/", "hello\n"))).as(host).isEqualTo(Judgement.held("200"));
        }
        rig.client().services().inNamespace(NAMESPACE).withName("empty").get();
        Place only = new Place(PLACE.run(), Rig.connected(rig.kubeconfig(), NAMESPACE));
        assertThat(probing.attempt(get("http://web/"), values(), Duration.ofSeconds(5), only).held()).isTrue();
        assertThat(probing.attempt(get("http://kubernetes.default/"), values(), Duration.ofSeconds(5), only).reason())
                .contains("may be used in namespace");
    }

    /** The tutorial's cart: what a client inside would meet is a failure, no error. */
    @Test
    void whereNobodyListensItIsBroken() throws Exception {
        assertThat(attempt(get("http://empty." + NAMESPACE + "/")).toString()).contains("BROKEN",
                "connection refused", "no endpoints available");
        assertThat(attempt(get("http://nix." + NAMESPACE + "/"))).isEqualTo(Judgement.failed(
                "the host name is unknown: there is no service or pod nix." + NAMESPACE));
        assertThat(attempt(get(WEB + ":81/")).reason()).isEqualTo(
                "connection refused: service web has no port 81; it has [80]");
        assertThat(attempt(get("http://empty.%s/".formatted(NAMESPACE), Map.of("Authorization", "x"))).reason())
                .contains("has no ready pod");
    }

    @Test
    void keepsMethodHostHeadersAndBodyWhicheverWayItGoes() throws Exception {
        HttpProbe through = new HttpProbe(WEB + "/cgi-bin/echo", "POST", Map.of("X-Key", "key"), "four", false,
                expecting("POST web." + NAMESPACE + "\nfour"), true);
        HttpProbe authorized = new HttpProbe(WEB + "/cgi-bin/echo", "POST", Map.of("Authorization", "Bearer mine"),
                "four", false, expecting("POST web.%s Bearer mine\nfour".formatted(NAMESPACE)), true);

        assertThat(attempt(through)).isEqualTo(Judgement.held("200"));
        assertThat(attempt(authorized)).isEqualTo(Judgement.held("200"));
    }

    @Test
    void followsRedirectsInside() throws Exception {
        assertThat(attempt(saying(WEB + "/cgi-bin/moved", "hello\n"))).isEqualTo(Judgement.held("200"));
    }

    /** A pod in its node's network is reached on the node's loopback, where this cluster's API server speaks TLS. */
    @Test
    void tlsIsSpokenWithThePodItself() throws Exception {
        rig.client().pods().inNamespace(NAMESPACE).resource(new PodBuilder().withNewMetadata().withName("node")
                .endMetadata().withNewSpec().withHostNetwork(true).withTerminationGracePeriodSeconds(0L)
                .addNewContainer().withName("main").withImage(RealCluster.BUSYBOX).withImagePullPolicy("Never")
                .withCommand("sleep", "3600").endContainer().endSpec().build()).create();
        rig.client().pods().inNamespace(NAMESPACE).withName("node").waitUntilReady(30, TimeUnit.SECONDS);
        int port = URI.create(rig.client().getConfiguration().getMasterUrl()).getPort();
        String url = "https://node.%s:%d/version".formatted(NAMESPACE, port);

        assertThat(attempt(new HttpProbe(url, "GET", Map.of(), null, true, null, true))).isEqualTo(
                Judgement.held("200"));
        assertThat(attempt(get(url)).outcome()).as("its certificate is nobody's").isEqualTo(Outcome.BROKEN);
    }

    /** What tells the two ways apart: only the first meets what is wrong with the pod's network. */
    @Test
    void meetsFaultsOfThePodsNetwork() throws Exception {
        String cut = "http://cut." + NAMESPACE + "/";
        assertThat(attempt(get(cut)).held()).isTrue();
        Programs.Ended done = rig.tools().programs().run(new CommandCall(List.of("iptables", "-A", "INPUT", "-i",
                "eth0", "-p", "tcp", "--dport", "8080", "-j", "DROP"), Map.of()),
                new PodSource(NAMESPACE, "cut", null, null, null, false), PLACE, Duration.ofSeconds(10));
        assertThat(done).isInstanceOfSatisfying(Programs.Ended.Exited.class,
                exited -> assertThat(exited.code()).as(exited.errors()).isZero());

        assertThat(probing.attempt(get(cut), values(), Duration.ofSeconds(2), PLACE).outcome())
                .isEqualTo(Outcome.BROKEN);
        assertThat(attempt(get(cut, Map.of("Authorization", "x"))).held()).isTrue();
    }

    @Test
    void aServiceInTheClusterGoesStraightThere() throws Exception {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Probing inside = NetProbing.with(Rig.clusters(rig.tools(threads, true)));

        assertThat(inside.attempt(saying(WEB + "/", "hello\n"), values(), Duration.ofSeconds(5), PLACE))
                .isEqualTo(Judgement.held("200"));
        assertThat(inside.attempt(get("http://169.254.169.254/"), values(), Duration.ofSeconds(5), PLACE).outcome())
                .isEqualTo(Outcome.UNMEASURABLE);
        assertThat(inside.attempt(get("http://127.0.0.1:1/"), values(), Duration.ofSeconds(5), PLACE).reason())
                .isEqualTo("'127.0.0.1' is no address of a service or a pod");
        threads.shutdown();
        assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).as("no thread is stuck").isTrue();
    }

    @Test
    void whatHangsLeavesNoThreadBehindWhicheverWayItWent() throws Exception {
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        Probing own = NetProbing.with(Rig.clusters(rig.tools(threads, false)));
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Place nowhere = new Place(PLACE.run(), Rig.connected(Rig.kubeconfig(silent.getLocalPort()), null));
            assertThat(own.attempt(holding(), values(), TIMEOUT, nowhere).reason())
                    .isEqualTo("there was no way into the cluster: the API server did not answer in time");
            assertThat(own.attempt(hanging(), values(), Duration.ofSeconds(2), PLACE).outcome())
                    .isEqualTo(Outcome.BROKEN);
            assertThat(own.attempt(get(WEB + "/cgi-bin/slow", Map.of("Authorization", "x")), values(),
                    Duration.ofSeconds(2), PLACE).outcome()).isEqualTo(Outcome.BROKEN);
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).as("no thread is stuck").isTrue();
    }

    @Test
    void prometheusIsAskedInsideToo() throws Exception {
        PrometheusProbe probe = new PrometheusProbe(WEB, "up", Map.of(),
                new Comparator(Comparator.Type.FLOAT, "<", "0.5"), true);
        assertThat(attempt(probe)).isEqualTo(Judgement.held("0.25"));
        PrometheusProbe broken = new PrometheusProbe(WEB, "up", Map.of(),
                new Comparator(Comparator.Type.FLOAT, ">", "0.5"), true);
        assertThat(attempt(broken).outcome()).isEqualTo(Outcome.BROKEN);
        PrometheusProbe gone = new PrometheusProbe("http://empty." + NAMESPACE, "up", Map.of(),
                new Comparator(Comparator.Type.FLOAT, ">", "0.5"), true);
        assertThat(attempt(gone).outcome()).as("the instrument does not answer").isEqualTo(Outcome.UNMEASURABLE);
    }

    private static HttpProbe get(String url) {
        return get(url, Map.of());
    }

    private static HttpProbe get(String url, Map<String, String> headers) {
        return new HttpProbe(url, "GET", headers, null, false, null, true);
    }

    private static HttpProbe saying(String url, String text) {
        return new HttpProbe(url, "GET", Map.of(), null, false, expecting(text), true);
    }

    private static HttpProbe.Expect expecting(String text) {
        return new HttpProbe.Expect(Comparator.number(200), Comparator.text(text), null);
    }
}
