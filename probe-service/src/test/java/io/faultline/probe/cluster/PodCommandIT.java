package io.faultline.probe.cluster;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.Pod;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.experiment.Toleration;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.probe.CommandProbe;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.PodSource;
import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Place;
import io.faultline.probe.probe.Probing;
import io.faultline.probe.probe.ProbingContract;
import io.faultline.testkit.RealCluster;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PodCommandIT extends ProbingContract {
    private static final String NAMESPACE = "probes-command-it";
    private static final PodSource THERE = new PodSource(NAMESPACE, "there", null, null, null, false);
    private static Rig rig;

    private final Probing probing = ClusterProbing.of(rig.clusters());

    @BeforeAll
    static void up() throws Exception {
        rig = Rig.up(NAMESPACE);
        rig.pod("there", Map.of("app", "there"), "sleep", "3600");
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
        return in(THERE, Comparator.text("up"), "echo", "up");
    }

    @Override
    protected ProbeSpec broken() {
        return in(THERE, Comparator.text("up"), "echo", "down");
    }

    @Override
    protected ProbeSpec unmeasurable() {
        return in(THERE, null, "no-such-program-anywhere");
    }

    @Override
    protected ProbeSpec hanging() {
        return in(THERE, null, "sleep", "61");
    }

    /** Opening the connection alone may take longer than the contract's 400 ms while the machine is busy. */
    @Override
    @Test
    protected void isEndedAtTheTimeout() throws Exception {
        attempt(holding());
        long began = System.nanoTime();

        Judgement judgement = probing.attempt(in(THERE, null, "sleep", "62"), values(), Duration.ofSeconds(3), PLACE);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isBetween(Duration.ofSeconds(1),
                Duration.ofSeconds(5));
        assertThat(judgement.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(judgement.reason()).isEqualTo("killed: not over within 3s");
        Awaitility.await("killed in the container").atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(attempt(in(THERE, new Comparator(Comparator.Type.STRING, "notContains",
                        "sleep 62"), "ps", "-o", "args")).held()).isTrue());
    }

    @Test
    void theExitCodeAndWhatWasWrittenAreTold() throws Exception {
        assertThat(attempt(in(THERE, null, "ls", "/nix")).detail(text -> text))
                .isEqualTo("Actual value: 1. Expected value: == 0 (ls: /nix: No such file or directory)");
        assertThat(attempt(in(THERE, Comparator.text("x"), "ls", "/nix")).outcome()).isEqualTo(Outcome.UNMEASURABLE);
        assertThat(attempt(unmeasurable()).reason()).contains("no-such-program-anywhere");
    }

    @Test
    void handsWordsOverAsTheyAreAndVariablesAsGiven() throws Exception {
        assertThat(attempt(in(THERE, Comparator.text("$HOME; `id` *"), "echo", "$HOME; `id` *")).held()).isTrue();
        CommandProbe probe = new CommandProbe(List.of("sh", "-c", "echo $COLOUR"), Map.of("COLOUR", "dark red"),
                new CommandProbe.Expect(Comparator.number(0), Comparator.text("dark red")), THERE);
        assertThat(attempt(probe).held()).isTrue();
    }

    @Test
    void findsAPodByItsLabels() throws Exception {
        assertThat(attempt(in(new PodSource(NAMESPACE, null, "app=there", "main", null, false), Comparator.text("up"),
                "echo", "up")).held()).isTrue();
        assertThat(attempt(in(new PodSource(NAMESPACE, null, "app=nobody", null, null, false), null, "true")).reason())
                .isEqualTo("there is no running pod with labels app=nobody in " + NAMESPACE);
        assertThat(attempt(in(new PodSource(NAMESPACE, "nobody", null, null, null, false), null, "true")).reason())
                .isEqualTo("there is no running pod nobody in " + NAMESPACE);
        assertThat(attempt(in(new PodSource(NAMESPACE, "there", null, "side", null, false), null, "true")).reason())
                .isEqualTo("pod there has no container side");
    }

    @Test
    void keepsTheBeginningOfALongOutput() throws Exception {
        Judgement judgement = attempt(in(THERE, Comparator.text("?"), "head", "-c", "3000000", "/dev/zero"));

        assertThat(judgement.actual()).hasSizeBetween(1, 1 << 20);
    }

    @Test
    void aProbePodIsStartedOnceForItsRunAsNobodyAndDeletedWhenThatIsOver() throws Exception {
        PodSource own = new PodSource(NAMESPACE, null, null, null, RealCluster.TOOLS, false);
        Place place = new Place(new RunId(new UUID(7, 7)), null);
        CommandProbe nobody = in(own, Comparator.text("65534"), "id", "-u");

        Judgement first = probing.attempt(nobody, values(), Duration.ofSeconds(30), place);
        Judgement second = probing.attempt(nobody, values(), Duration.ofSeconds(30), place);

        assertThat(List.of(first, second)).allSatisfy(each -> assertThat(each.held()).as("%s", each).isTrue());
        List<Pod> pods = probePods();
        assertThat(pods).singleElement().satisfies(pod -> {
            assertThat(pod.getMetadata().getLabels()).containsEntry("app.kubernetes.io/part-of", "faultline")
                    .containsEntry("faultline.io/run", place.run().toString());
            assertThat(pod.getSpec().getActiveDeadlineSeconds()).isEqualTo(3600);
        });
        rig.tools().pods().end(own, place);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> probePods().isEmpty());
    }

    @Test
    void aProbePodIsAsItsExperimentWishesButNeverRoot() throws Exception {
        PodSource own = new PodSource(NAMESPACE, null, null, null, RealCluster.TOOLS, false);
        PodSettings wishes = new PodSettings(Map.of("kubernetes.io/hostname", "node-1"),
                List.of(new Toleration("example.com/gpu", "Exists", null, "NoSchedule", null)),
                Map.of("example.com/team", "shop"), 1000L, 0L);
        Place place = new Place(new RunId(new UUID(9, 9)), null, wishes);
        CommandProbe whom = in(own, Comparator.text("1000 65534"), "sh", "-c", "echo $(id -u) $(id -g)");

        Judgement judgement = probing.attempt(whom, values(), Duration.ofSeconds(30), place);

        assertThat(judgement.held()).as("%s", judgement).isTrue();
        assertThat(probePods()).filteredOn(pod -> pod.getMetadata().getLabels().containsValue(place.run().toString()))
                .singleElement().satisfies(pod -> {
                    assertThat(pod.getMetadata().getAnnotations()).containsEntry("example.com/team", "shop");
                    assertThat(pod.getSpec().getNodeSelector()).containsEntry("kubernetes.io/hostname", "node-1");
                    assertThat(pod.getSpec().getTolerations())
                            .anyMatch(each -> "example.com/gpu".equals(each.getKey()));
                });
        rig.tools().pods().end(own, place);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> probePods().isEmpty());
    }

    @Test
    void aProbePodThatEndedIsSweptAndStartedAnew() throws Exception {
        PodSource wrong = new PodSource(NAMESPACE, null, null, null, "docker.io/local/no-such-image:1", false);
        Place place = new Place(new RunId(new UUID(8, 8)), null);
        Judgement pulls = probing.attempt(in(wrong, null, "true"), values(), Duration.ofSeconds(3), place);
        assertThat(pulls.outcome()).isEqualTo(Outcome.UNMEASURABLE);
        assertThat(pulls.reason()).contains("the probe pod faultline-probe-").contains("did not run");
        Pod old = probePods().getFirst();
        StartedPods anHourLater = new StartedPods(() -> java.time.Instant.now().plusSeconds(3700),
                Duration.ofHours(1));

        anHourLater.sweep(rig.client(), NAMESPACE);

        rig.client().pods().inNamespace(NAMESPACE).withName(old.getMetadata().getName())
                .waitUntilCondition(java.util.Objects::isNull, 20, TimeUnit.SECONDS);
        assertThat(rig.client().pods().inNamespace(NAMESPACE).withName("there").get()).isNotNull();
    }

    @Test
    void aSilentApiServerIsUnmeasurable() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Place place = new Place(PLACE.run(), Rig.connected(Rig.kubeconfig(silent.getLocalPort()), null));

            Judgement judgement = probing.attempt(holding(), values(), TIMEOUT, place);

            assertThat(judgement).isEqualTo(
                    Judgement.unmeasurable("the API server did not answer within 400ms"));
        }
    }

    private static List<Pod> probePods() {
        return rig.client().pods().inNamespace(NAMESPACE).withLabel("app.kubernetes.io/name", "faultline-probe")
                .list().getItems();
    }

    private static CommandProbe in(PodSource pod, @Nullable Comparator output, String... argv) {
        return new CommandProbe(List.of(argv), Map.of(), new CommandProbe.Expect(Comparator.number(0), output), pod);
    }
}
