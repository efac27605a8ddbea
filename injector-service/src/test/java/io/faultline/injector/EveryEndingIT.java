package io.faultline.injector;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.DeploymentScale;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeCpuHog;
import io.faultline.contracts.fault.NodeDrain;
import io.faultline.contracts.fault.NodeIoStress;
import io.faultline.contracts.fault.NodeMemoryHog;
import io.faultline.contracts.fault.NodeTaint;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodAutoscaler;
import io.faultline.contracts.fault.PodCpuHog;
import io.faultline.contracts.fault.PodDiskFill;
import io.faultline.contracts.fault.PodDnsError;
import io.faultline.contracts.fault.PodDnsSpoof;
import io.faultline.contracts.fault.PodHttpLatency;
import io.faultline.contracts.fault.PodHttpModifyBody;
import io.faultline.contracts.fault.PodHttpModifyHeader;
import io.faultline.contracts.fault.PodHttpResetPeer;
import io.faultline.contracts.fault.PodHttpStatusCode;
import io.faultline.contracts.fault.PodIoStress;
import io.faultline.contracts.fault.PodMemoryHog;
import io.faultline.contracts.fault.PodNetworkLatency;
import io.faultline.contracts.fault.PodNetworkLoss;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodNetworkRateLimit;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.SpringBootAssault;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.run.StopCause;
import io.faultline.injector.cluster.OnACluster;
import io.faultline.injector.cluster.beside.BesideRig;
import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every fault of a cluster that lasts, and of an application, all at once and by the whole service, seen in its target each time: gone after its
 * end, when its run is stopped, when its injector is killed, and when its helper is deleted by force. What each does in
 * its target to the point is in BesideIT and its like; those this kernel cannot make, and the kubelet's, are there too.
 */
@ResourceLock(OnACluster.LOCK)
@Order(OnACluster.LAST)
class EveryEndingIT {
    private static final Duration SLOW_START = Duration.ofMinutes(3);
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration MENDED = Duration.ofSeconds(20);
    private static final List<String> SERVERS = List.of("late", "lost", "narrow", "answers", "reset");
    /** Never the same twice: a controller-manager of v1.20 that remembers a node falls over when it is back, and bare. */
    private static final List<String> NODES = Stream.of("cordon", "drain", "taint")
            .map(each -> "zz-ending-%s-%d".formatted(each, ProcessHandle.current().pid())).toList();
    /** They strike and have nothing to end; this kernel has no netem for them; and nobody else can be served meanwhile. */
    private static final Set<FaultType> ELSEWHERE = EnumSet.of(FaultType.POD_DELETE, FaultType.POD_EVICT,
            FaultType.DEPLOYMENT_RESTART, FaultType.CONTAINER_KILL, FaultType.POD_NETWORK_CORRUPTION,
            FaultType.POD_NETWORK_DUPLICATION, FaultType.KUBELET_SERVICE_KILL);
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private static BesideRig rig;
    private static Map<String, Object> house;
    private static Facts facts;
    private static ServiceUnderTest injector;
    private static Shop shop;
    private static List<Lasting> all;
    private static @Nullable RunId last;

    /** A fault that lasts, and what tells in its target whether it is in force. */
    private record Lasting(Fault fault, Callable<Boolean> broken, Callable<Boolean> well) {
        static Lasting of(String name, FaultSpec spec, Callable<Boolean> broken, Callable<Boolean> well) {
            return new Lasting(Fault.of(name, spec, LONG, List.of()), broken, well);
        }

        static Lasting of(String name, FaultSpec spec, Callable<Boolean> broken) {
            return of(name, spec, broken, () -> !broken.call());
        }
    }

    @BeforeAll
    static void open() throws Exception {
        rig = new BesideRig("every-ending-it");
        shop = Shop.open("every-ending-shop.log");
        SERVERS.forEach(rig::startServer);
        rig.startServer("hogs");
        rig.space.deploy("cart", 1);
        rig.space.deploy("till", 1);
        NODES.forEach(name -> rig.space.client().nodes()
                .resource(new NodeBuilder().withNewMetadata().withName(name).endMetadata().withNewStatus()
                        .addNewCondition()
                        .withType("Ready").withStatus("True").endCondition().endStatus().build())
                .create());
        SERVERS.forEach(rig::ready);
        rig.ready("hogs");
        house = new LinkedHashMap<>(EmbeddedHouse.open().properties("injector-service"));
        house.put("faultline.cluster.kubeconfig", rig.space.kubeconfig().toString());
        house.put("faultline.cluster.helper-image", BesideRig.IMAGE);
        house.put("faultline.cluster.helper-namespace", rig.helperSpace);
        house.put("faultline.cluster.helper-pull-policy", "Never");
        facts = Facts.open();
        all = new ArrayList<>(besides());
        all.addAll(byApi());
        all.add(Lasting.of("assaulted", shop.assaultedBy(SpringBootAssault.LATENCY), shop::isSlow));
    }

    @AfterAll
    static void close() throws Exception {
        closeInjector();
        if (rig != null) {
            NODES.forEach(name -> rig.space.client().nodes().withName(name).delete());
            rig.close();
        }
        if (shop != null) {
            shop.close();
        }
        if (facts != null) {
            facts.close();
        }
    }

    private static List<Lasting> besides() {
        PodTarget hogs = rig.target("hogs", "tools");
        NodeTarget node = NodeTarget.named("node-1");
        return List.of(
                hog("pod-cpu", new PodCpuHog(hogs, 1, 5)),
                hog("pod-memory", new PodMemoryHog(hogs, ByteSize.megabytes(16))),
                hog("pod-io", new PodIoStress(hogs, "/data", ByteSize.megabytes(1), 1, null)),
                Lasting.of("disk", new PodDiskFill(hogs, "/room", ByteSize.megabytes(8), null),
                        () -> rig.exec("hogs", "tools", "ls", "/room").contains(".fill")),
                Lasting.of("no-name", new PodDnsError(hogs, List.of("shop.test"), null),
                        () -> rig.resolved("hogs", "shop.test").isEmpty(),
                        () -> rig.resolved("hogs", "shop.test").equals("198.18.0.77")),
                Lasting.of("false-name", new PodDnsSpoof(hogs, Map.of("other.test", "third.test"), null),
                        () -> rig.resolved("hogs", "other.test").equals("198.18.0.79"),
                        () -> rig.resolved("hogs", "other.test").equals("198.18.0.78")),
                hog("node-cpu", new NodeCpuHog(node, 1, 5)),
                hog("node-memory", new NodeMemoryHog(node, ByteSize.megabytes(16), null)),
                hog("node-io", new NodeIoStress(node, ByteSize.megabytes(1), 1, null)),
                server("late", new PodNetworkLatency(rig.target("late", null), Duration.ofMillis(700), null, null),
                        answer -> answer.millis() >= 700),
                server("lost", new PodNetworkLoss(rig.target("lost", null), 100, null),
                        answer -> answer.status() == 0),
                server("narrow",
                        new PodNetworkRateLimit(rig.target("narrow", null), new ByteSize(512 << 10), null, null,
                                null),
                        answer -> answer.millis() >= 700),
                server("answers", new PodHttpLatency(rig.target("answers", null), 8080, Duration.ofMillis(500), 100),
                        answer -> answer.millis() >= 500),
                server("answers", "status",
                        new PodHttpStatusCode(rig.target("answers", null), 8080, List.of(503), false, null, null, 100),
                        answer -> answer.status() == 503),
                server("answers", "header", new PodHttpModifyHeader(rig.target("answers", null), 8080,
                        Map.of("X-Broken", "yes"), null, 100), Answer::hasHeader),
                server("answers", "body", new PodHttpModifyBody(rig.target("answers", null), 8080, "{}",
                        "application/json", null, 100), answer -> answer.body().equals("{}")),
                server("reset", new PodHttpResetPeer(rig.target("reset", null), 8080, Duration.ofMillis(50), 100),
                        answer -> answer.status() == 0));
    }

    private static List<Lasting> byApi() {
        String space = rig.space.name();
        return List.of(
                Lasting.of("scaled", new DeploymentScale(WorkloadTarget.deployment(space, "cart"), 0),
                        () -> rig.space.size("cart") == 0, () -> rig.space.size("cart") == 1),
                Lasting.of("grown", new PodAutoscaler(WorkloadTarget.deployment(space, "till"), 2),
                        () -> rig.space.size("till") == 2, () -> rig.space.size("till") == 1),
                Lasting.of("cut-off", new PodNetworkPartition(PodTarget.labelled(space, "app=hogs"), null, null, null,
                        null), () -> !policies().isEmpty()),
                Lasting.of("cordoned", new NodeCordon(NodeTarget.named(NODES.get(0))), () -> isCordoned(NODES.get(0))),
                Lasting.of("drained", new NodeDrain(NodeTarget.named(NODES.get(1)), false, null),
                        () -> isCordoned(NODES.get(1))),
                Lasting.of("tainted", new NodeTaint(NodeTarget.named(NODES.get(2)), null, null, null),
                        () -> node(NODES.get(2)).getSpec().getTaints().stream()
                                .anyMatch(taint -> taint.getKey().equals("faultline.io/chaos"))));
    }

    private static List<?> policies() {
        return rig.space.client().network().v1().networkPolicies().inNamespace(rig.space.name()).list().getItems();
    }

    private static Node node(String name) {
        return rig.space.client().nodes().withName(name).get();
    }

    private static boolean isCordoned(String node) {
        return Boolean.TRUE.equals(node(node).getSpec().getUnschedulable());
    }

    /** Its worker bears the fault's name; the node is this machine. */
    private static Lasting hog(String name, HelperFault spec) {
        return Lasting.of(name, spec, () -> ProcessHandle.allProcesses().anyMatch(process -> BesideRig
                .commandLine(process.pid()).matches(".*StressProcess faultline-\\S{36}-%s\\b.*".formatted(name))));
    }

    private interface Sight {
        boolean of(Answer answer);
    }

    private static Lasting server(String pod, HelperFault spec, Sight broken) {
        return server(pod, pod, spec, broken);
    }

    private static Lasting server(String pod, String name, HelperFault spec, Sight broken) {
        return Lasting.of(name, spec, () -> broken.of(ask(pod)), () -> {
            Answer now = ask(pod);
            return now.status() == 200 && now.millis() < 500 && !now.hasHeader() && !now.body().equals("{}");
        });
    }

    /** Status 0 is none at all. */
    private record Answer(int status, long millis, boolean hasHeader, String body) {}

    private static Answer ask(String pod) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://%s:8080/big".formatted(rig.address(pod))))
                .timeout(Duration.ofSeconds(3)).build();
        long began = System.nanoTime();
        try {
            HttpResponse<String> said = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(said.statusCode(), Duration.ofNanos(System.nanoTime() - began).toMillis(),
                    said.headers().firstValue("X-Broken").isPresent(), said.body());
        } catch (IOException e) {
            return new Answer(0, 0, false, "");
        }
    }

    /** One for all who do not kill it. */
    private static void openInjector() {
        if (injector == null) {
            Map<String, Object> properties = new LinkedHashMap<>(house);
            properties.put("FAULTLINE_INSTANCE", house.get("FAULTLINE_INSTANCE") + "-one");
            properties.put("faultline.injector.hand-over", false);
            injector = ServiceUnderTest.start(InjectorService.class, "injector-service", properties);
        }
    }

    private static void closeInjector() {
        if (injector != null) {
            injector.close();
            injector = null;
        }
    }

    private static RunId due(List<Lasting> faults, Duration duration) {
        return due(faults.stream().map(each -> Fault.of(each.fault().name(), each.fault().spec(), duration, List.of()))
                .toList());
    }

    private static RunId due(List<Fault> faults) {
        RunId run = facts.newRun();
        last = run;
        for (Fault fault : faults) {
            Step.Inject inject = new Step.Inject(Runs.inject(fault).id(), fault, BlastRadius.of(null, 100));
            StepDue due = Runs.due(run, inject);
            facts.append(
                    new StepDue(run, due.project(), due.step(), due.at(), Instant.now().plus(LONG.multipliedBy(2))));
        }
        Awaitility.await().atMost(SLOW_START).until(() -> facts.all(run, FaultInjected.class).size()
                + facts.all(run, FaultFailed.class).size() == faults.size());
        assertThat(facts.all(run, FaultFailed.class)).isEmpty();
        return run;
    }

    private static RunId inForce(List<Lasting> faults) {
        RunId run = due(faults, LONG);
        faults.forEach(each -> Awaitility.await(each.fault().name()).atMost(MENDED).until(each.broken()));
        return run;
    }

    private static void areGone(List<Lasting> faults) {
        long began = System.nanoTime();
        faults.forEach(each -> Awaitility.await(each.fault().name()).pollDelay(Duration.ZERO).atMost(MENDED)
                .until(each.well()));
        System.out.printf("%d faults were seen to be gone within %d ms%n", faults.size(),
                Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    private static void areSaidToBeGone(RunId run, List<Lasting> faults, RevertReason reason) {
        facts.awaitAll(run, said -> said.stream().filter(FaultReverted.class::isInstance).count() == faults.size());
        assertThat(facts.all(run, FaultReverted.class)).extracting(FaultReverted::reason).containsOnly(reason);
        assertThat(facts.all(run, FaultFailed.class)).isEmpty();
    }

    private static void saysByWhatItWasMade(RunId run, String pod, String what) {
        Awaitility.await(pod).untilAsserted(() -> assertThat(facts.lines(run)).filteredOn(LogLine.class::isInstance)
                .extracting(each -> ((LogLine) each).text())
                .anyMatch(text -> text.matches(".*/%s\\b.*, %s.*".formatted(pod, what))));
    }

    /** What a test that failed has left. */
    @AfterEach
    void stop() {
        RunId run = last;
        if (run != null) {
            facts.append(Runs.stopping(run, StopCause.ABORTED));
            Awaitility.await().atMost(MENDED).until(() -> facts.all(run, FaultInjected.class).size() == facts
                    .all(run, FaultReverted.class).size());
        }
    }

    @Test
    void noneIsMissing() {
        Set<FaultType> ofClusters = EnumSet.allOf(FaultType.class);
        ofClusters.removeIf(each -> !ClusterFault.class.isAssignableFrom(each.spec()));
        ofClusters.removeAll(ELSEWHERE);
        assertThat(all).extracting(each -> FaultType.of(each.fault().spec())).containsAll(ofClusters);
    }

    @Test
    void allAreGoneAfterTheirEnd() {
        openInjector();
        RunId run = due(all, Duration.ofSeconds(6));
        areGone(all);
        areSaidToBeGone(run, all, RevertReason.PLANNED);
    }

    /** The answer of the one before is asked for again after the other's: both were seen at the same time, then. */
    @Test
    void aSerialOneHitsOnePodAfterTheOtherEachForItsWholeTime() throws Exception {
        openInjector();
        PodTarget both = new PodTarget(rig.space.name(), null, List.of("answers", "reset"), null, null, null, null,
                null,
                null, null, null, false);
        RunId run = due(List.of(new Fault("in-turn", new PodHttpStatusCode(both, 8080, List.of(503), false, null, null,
                100), Duration.ofSeconds(2), Duration.ZERO, Duration.ZERO, Sequence.SERIAL, 10, List.of())));
        Set<String> broken = new HashSet<>();
        while (facts.all(run, FaultReverted.class).isEmpty()) {
            boolean first = ask("answers").status() == 503;
            boolean second = ask("reset").status() == 503;
            assertThat(first && second && ask("answers").status() == 503).as("both at once").isFalse();
            if (first || second) {
                broken.add(first ? "answers" : "reset");
            }
        }
        assertThat(broken).containsExactlyInAnyOrder("answers", "reset");
        areSaidToBeGone(run, all.subList(0, 1), RevertReason.PLANNED);
    }

    @Test
    void allAreGoneWhenTheirRunIsStopped() {
        openInjector();
        RunId run = inForce(all);
        saysByWhatItWasMade(run, "late", "by (netem|a proxy .*this kernel has no netem)");
        saysByWhatItWasMade(run, "lost", "by (netem|netfilter .*this kernel has no netem)");
        facts.append(Runs.stopping(run, StopCause.ABORTED));
        areGone(all);
        areSaidToBeGone(run, all, RevertReason.STOPPED);
    }

    @Test
    void allAreGoneWhenTheirInjectorIsKilledThoughNoOtherIsThere() throws Exception {
        closeInjector();
        try (ChildInjector first = ChildInjector.start(house, "every-ending-injector.log")) {
            RunId run = inForce(all);
            first.kill();
            areGone(all);
            openInjector();
            areSaidToBeGone(run, all, RevertReason.RECOVERED);
        }
    }

    @Test
    @Tag("long")
    void allAreGoneWhenTheirInjectorIsKilledWithItsWatchdogAndAnotherOneIsThere() throws Exception {
        closeInjector();
        try (ChildInjector first = ChildInjector.start(house, "every-ending-second.log")) {
            RunId run = inForce(all);
            openInjector();
            first.killWithChildren();
            areGone(all);
            areSaidToBeGone(run, all, RevertReason.RECOVERED);
        }
    }

    @Test
    void thoseOfAHelperAreGoneWhenItIsDeletedByForce() {
        openInjector();
        List<Lasting> besides = besides();
        RunId run = inForce(besides);
        rig.helpers().forEach(each -> rig.space.client().resource(each).withGracePeriod(0).delete());
        areGone(besides);
        areSaidToBeGone(run, besides, RevertReason.RECOVERED);
    }
}
