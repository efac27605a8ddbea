package io.faultline.injector.cluster.beside;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.Pod;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.experiment.Toleration;
import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.ContainerKill;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.fault.PodCpuHog;
import io.faultline.contracts.fault.PodDiskFill;
import io.faultline.contracts.fault.PodHttpStatusCode;
import io.faultline.injector.cluster.OnACluster;
import io.faultline.injector.cluster.beside.BesideRig.Broken;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.Marks;
import io.faultline.testkit.FaultyLink;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What becomes of helpers, of what they have in force and of who asked for it, on the real cluster. */
@OnACluster
class BesideHelpersIT {
    private static BesideRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = new BesideRig("beside-helpers-it");
        rig.startTargets();
    }

    @AfterAll
    static void stop() throws Exception {
        if (rig != null) {
            rig.close();
        }
    }

    @AfterEach
    void mend() throws Exception {
        rig.endAll();
    }

    private static Broken inject(HelperFault fault) throws Exception {
        return rig.inject(fault, BesideRig.LONGEST);
    }

    @Test
    void planningStartsNoHelper() throws Exception {
        int before = rig.helpers().size();
        assertThat(rig.driver(new PodCpuHog(rig.target("tools"), 1, 100), null).plan("faultline-plan").hits())
                .hasSize(1);
        assertThat(rig.helpers()).hasSize(before);
    }

    @Test
    void aHelperIsAsItsExperimentWishesButForWhatItsWorkNeeds() throws Exception {
        rig.loseInjector();
        var tolerated = new Toleration("example.com/gpu", "Exists", null, "NoSchedule", null);
        var wishes = new PodSettings(Map.of("disk", "ssd"), List.of(tolerated), Map.of("example.com/team", "shop"),
                1000L, null);
        Driver<BesideUndo> driver = rig.driver(new PodCpuHog(rig.target("tools"), 1, 20), wishes);
        assertThat(driver.plan("faultline-plan").targets()).singleElement().satisfies(hit -> assertThat(hit.detail())
                .contains("runs as root, which its work needs").contains("is on this node, whatever"));
        Broken first = rig.inject(driver, BesideRig.LONGEST);
        Pod helper = rig.helper();
        assertThat(helper.getMetadata().getAnnotations()).containsEntry("example.com/team", "shop");
        assertThat(helper.getSpec().getTolerations()).anyMatch(each -> "example.com/gpu".equals(each.getKey())
                && "Exists".equals(each.getOperator()) && "NoSchedule".equals(each.getEffect()));
        assertThat(helper.getSpec().getContainers().getFirst().getSecurityContext().getRunAsUser()).isZero();
        rig.end(first);
        var others = new PodSettings(Map.of(), List.of(), Map.of("example.com/team", "cart"), null, null);
        Broken second = rig.inject(rig.driver(new PodCpuHog(rig.target("tools"), 1, 20), others), BesideRig.LONGEST);
        assertThat(rig.helper().getMetadata()).satisfies(meta -> {
            assertThat(meta.getUid()).isEqualTo(helper.getMetadata().getUid());
            assertThat(meta.getAnnotations()).containsEntry("example.com/team", "cart");
        });
        rig.end(second);
    }

    @Test
    void aHelperMendsByItselfWhenItsTimeIsOver() throws Exception {
        Broken broken = rig.inject(new PodHttpStatusCode(rig.target(null), 8080, List.of(500), true, null, null, 100),
                Duration.ofMillis(1_500));
        assertThat(rig.getTarget("/").status()).isEqualTo(500);
        BesideRig.within(Duration.ofSeconds(4), () -> assertThat(rig.getTarget("/").status()).isEqualTo(200));
        rig.end(broken);
    }

    @Test
    void aHelperMendsWhenNobodyRenewsIt() throws Exception {
        inject(new PodHttpStatusCode(rig.target(null), 8080, List.of(500), true, null, null, 100));
        assertThat(rig.getTarget("/").status()).isEqualTo(500);
        rig.loseInjector();
        BesideRig.within(Duration.ofSeconds(6), () -> assertThat(rig.getTarget("/").status()).isEqualTo(200));
        assertThat(BesideRig.rules()).isEmpty();
    }

    @Test
    void aKilledHelperLeavesNothing() throws Exception {
        Broken http = inject(new PodHttpStatusCode(rig.target(null), 8080, List.of(500), true, null, null, 100));
        Broken fill = inject(new PodDiskFill(rig.target("web"), "/data", ByteSize.megabytes(8), null));
        Broken hog = inject(new PodCpuHog(rig.target("tools"), 1, 20));
        long began = System.nanoTime();
        BesideRig.killHelpers();
        BesideRig.within(Duration.ofSeconds(5), () -> {
            assertThat(rig.getTarget("/").status()).isEqualTo(200);
            assertThat(rig.exec(BesideRig.TARGET, "web", "ls", "/data")).isBlank();
            assertThat(BesideRig.workers()).isEmpty();
            assertThat(BesideRig.rules()).isEmpty();
        });
        System.out.println("mended " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms after the kill");
        BesideRig.within(Duration.ofSeconds(10),
                () -> assertThat(rig.lost).containsAll(http.undos()).containsAll(fill.undos())
                        .containsAll(hog.undos()));
        System.out.println("known " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms after the kill");
        rig.end(http);
        rig.end(fill);
        rig.end(hog);
    }

    /** A JVM of its own that makes a fault and holds it, as an injector does, until it is killed. */
    public static final class Injector {
        private Injector() {}

        public static void main(String[] args) throws Exception {
            HelperPods pods = BesideRig.podsOf(Path.of(args[0]), args[1], "killed", Clock.systemUTC());
            pods.whenLost(undo -> System.out.println("lost " + undo.mark()));
            pods.make(new BesideUndo.EndBeside(null, args[2], args[3], args[4], "it"), PodSettings.NONE,
                    BesideRig.LONGEST);
            System.out.println("made");
            System.in.read();
        }

        static Process start(BesideUndo undo) throws Exception {
            Process started = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp", System.getProperty("java.class.path"), Injector.class.getName(),
                    rig.space.kubeconfig().toString(), rig.helperSpace, undo.node(), undo.mark(), undo.effect())
                    .redirectError(ProcessBuilder.Redirect.INHERIT).start();
            BesideRig.within(Duration.ofSeconds(90), () -> assertThat(rig.getTarget("/").status()).isEqualTo(500));
            return started;
        }
    }

    private static HelperFault fault() {
        return new PodHttpStatusCode(rig.target(null), 8080, List.of(500), true, null, null, 100);
    }

    private static BesideUndo planned(String name) throws Exception {
        return rig.driver(fault(), null).plan("faultline-00000000-0000-0000-0000-000000000000-" + name).hits()
                .getFirst().undo();
    }

    @Test
    void nothingIsLeftOfAnInjectorThatIsKilled() throws Exception {
        BesideUndo undo = planned("killed");
        Process injector = Injector.start(undo);
        long began = System.nanoTime();
        injector.destroyForcibly();
        BesideRig.within(Duration.ofSeconds(8), () -> assertThat(rig.getTarget("/").status()).isEqualTo(200));
        System.out.println("mended " + Duration.ofNanos(System.nanoTime() - began).toMillis()
                + " ms after the injector was killed");
        rig.end(new Broken(List.of(undo), "", 0));
        assertThat(BesideRig.rules()).isEmpty();
    }

    @Test
    void anInjectorThatWasSilentIsToldThatItsHelperHasMended() throws Exception {
        BesideUndo undo = planned("silent");
        Process injector = Injector.start(undo);
        try (var says = injector.inputReader(StandardCharsets.UTF_8)) {
            BesideRig.run("kill", "-STOP", Long.toString(injector.pid()));
            BesideRig.within(Duration.ofSeconds(8), () -> assertThat(rig.getTarget("/").status()).isEqualTo(200));
            BesideRig.run("kill", "-CONT", Long.toString(injector.pid()));
            assertThat(CompletableFuture.supplyAsync(() -> says.lines().filter(line -> line.startsWith("lost"))
                    .findFirst().orElse("")).get(10, TimeUnit.SECONDS)).isEqualTo("lost " + undo.mark());
        } finally {
            injector.destroyForcibly();
        }
        rig.end(new Broken(List.of(undo), "", 0));
    }

    @Test
    void aLineThatBreaksEndsAFaultOnlyIfItsHelperHas(@TempDir Path folder) throws Exception {
        try (FaultyLink link = rig.link(); HelperPods pods = rig.podsBy(link, folder)) {
            BesideUndo undo = rig.inject(rig.driver(fault(), null, pods), BesideRig.LONGEST).undos().getFirst();
            link.reset();
            Awaitility.await().during(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(7))
                    .until(() -> rig.getTarget("/").status() == 500);
            assertThat(rig.lost).doesNotContain(undo);
            link.cut();
            BesideRig.within(Duration.ofSeconds(6), () -> assertThat(rig.getTarget("/").status()).isEqualTo(200));
            link.heal();
            BesideRig.within(Duration.ofSeconds(10), () -> assertThat(rig.lost).contains(undo));
            pods.end(undo);
        }
    }

    @Test
    @Tag("long")
    void aFaultWhoseHelperCannotBeReachedAnyMoreIsToEndToo(@TempDir Path folder) throws Exception {
        try (FaultyLink link = rig.link(); HelperPods pods = rig.podsBy(link, folder)) {
            BesideUndo undo = rig.inject(rig.driver(fault(), null, pods), BesideRig.LONGEST).undos().getFirst();
            link.goSilent();
            BesideRig.within(Duration.ofSeconds(6), () -> assertThat(rig.getTarget("/").status()).isEqualTo(200));
            BesideRig.within(Duration.ofSeconds(20), () -> assertThat(rig.lost).contains(undo));
            link.cut();
            assertThatThrownBy(() -> pods.end(undo)).isInstanceOf(NotReverted.class);
            link.heal();
            pods.end(undo);
        }
    }

    @Test
    @Tag("long")
    void aHelperOfAnInjectorThatIsKilledWhileItIsIdleIsSweptAway(@TempDir Path folder) throws Exception {
        rig.loseInjector();
        rig.awaitNoHelper();
        try (FaultyLink link = rig.link(); HelperPods pods = rig.podsBy(link, folder)) {
            int before = rig.restarts("tools");
            rig.inject(rig.driver(new ContainerKill(rig.target("tools"), null), null, pods), BesideRig.LONGEST);
            assertThat(rig.helper().getMetadata()).satisfies(meta -> {
                assertThat(meta.getFinalizers()).isNullOrEmpty();
                assertThat(meta.getLabels()).doesNotContainKey(Marks.LABEL);
            });
            link.cut();
            BesideRig.within(Duration.ofSeconds(15), () -> assertThat(rig.helper().getStatus().getPhase())
                    .isEqualTo("Succeeded"));
            rig.tidy();
            assertThat(rig.helpers()).isEmpty();
            BesideRig.within(Duration.ofSeconds(30), () -> assertThat(rig.restarts("tools")).isGreaterThan(before));
            rig.ready(BesideRig.TARGET);
        }
    }

    @Test
    @Tag("long")
    void aHelperWhoseStartIsAbortedIsGone() throws Exception {
        rig.loseInjector();
        rig.awaitNoHelper();
        CompletableFuture<Broken> making = new CompletableFuture<>();
        Thread maker = Thread.ofPlatform().start(() -> {
            try {
                making.complete(inject(fault()));
            } catch (Exception e) {
                making.completeExceptionally(e);
            }
        });
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> !rig.helpers().isEmpty());
        maker.interrupt();
        assertThatThrownBy(making::join).hasCauseInstanceOf(InterruptedException.class);
        BesideRig.within(Duration.ofSeconds(20), () -> assertThat(rig.helpers()).isEmpty());
    }

    @Test
    void aHelperThatWouldEndBeforeTheFaultIsLeftToWhatItHas() throws Exception {
        Broken first = inject(new PodCpuHog(rig.target("tools"), 1, 20));
        String old = rig.helper().getMetadata().getName();
        InstantSource later = InstantSource.offset(Clock.systemUTC(), Duration.ofMinutes(111));
        try (HelperPods pods = BesideRig.podsOf(rig.space.kubeconfig(), rig.helperSpace, "later", later)) {
            Driver<BesideUndo> driver = rig.driver(fault(), null, pods);
            BesideUndo undo = rig.inject(driver, BesideRig.LONGEST).undos().getFirst();
            assertThat(rig.helpers()).extracting(pod -> pod.getMetadata().getName()).hasSize(2).contains(old);
            assertThat(rig.getTarget("/").status()).isEqualTo(500);
            assertThat(BesideRig.workers()).hasSize(1);
            pods.end(undo);
            assertThat(rig.getTarget("/").status()).isEqualTo(200);
        }
        BesideRig.within(Duration.ofSeconds(20), () -> assertThat(rig.helper().getMetadata().getName()).isEqualTo(old));
        rig.end(first);
    }

    /** As a request is whose answer was lost: it is repeated, and has been carried out. */
    @Test
    void aStartThatIsAskedForOnceMoreMakesNoSecondHelper() throws Exception {
        NodePods pods = rig.nodePods(() -> 42);
        int before = rig.helpers().size();
        Map<String, String> mark = Map.of(Marks.ANNOTATION + "twice", "text");
        String name = pods.create(mark, PodSettings.NONE, BesideRig.LONGEST);
        try {
            assertThat(pods.create(mark, PodSettings.NONE, BesideRig.LONGEST)).isEqualTo(name);
            assertThat(rig.helpers()).hasSize(before + 1);
            Map<String, String> another = Map.of(Marks.ANNOTATION + "another", "text");
            assertThatThrownBy(() -> pods.create(another, PodSettings.NONE, BesideRig.LONGEST))
                    .isInstanceOf(ClusterTrouble.class);
        } finally {
            pods.giveUp(name, mark.keySet());
        }
    }

    @Test
    void aMarkThatAnotherInjectorAddsMeanwhileIsKept() throws Exception {
        BesideUndo undo = planned("marked");
        NodePods ours = rig.nodePods();
        NodePods theirs = rig.nodePods();
        Map<String, String> mark = ours.mark("a", "a", undo, BesideRig.LONGEST);
        Map<String, String> theirMark = theirs.mark("b", "b", undo, BesideRig.LONGEST);
        String name = ours.create(mark, PodSettings.NONE, BesideRig.LONGEST);
        theirs.mark(name, Map.of(), theirMark);
        ours.unmark(name, "a");
        assertThat(ours.read(name).orElseThrow().getMetadata()).satisfies(meta -> {
            assertThat(meta.getAnnotations()).containsAllEntriesOf(theirMark).doesNotContainKey(
                    mark.keySet().iterator().next());
            assertThat(meta.getLabels()).containsEntry(Marks.LABEL, Marks.MARKED);
            assertThat(meta.getFinalizers()).containsExactly(HelperPod.FINALIZER);
        });
        ours.discard(name);
        assertThat(ours.read(name).orElseThrow().getMetadata().getDeletionTimestamp()).isNull();
        theirs.unmark(null, "b");
        ours.discard(name);
        assertThat(ours.read(name).stream())
                .allSatisfy(pod -> assertThat(pod.getMetadata().getDeletionTimestamp()).isNotNull());
        ours.resource(name).withGracePeriod(0).delete();
    }

    @Test
    @Tag("long")
    void whatIsMendedByHandLeavesNoHelper(@TempDir Path folder) throws Exception {
        rig.loseInjector();
        rig.awaitNoHelper();
        try (FaultyLink link = rig.link(); HelperPods pods = rig.podsBy(link, folder)) {
            BesideUndo undo = rig.inject(rig.driver(fault(), null, pods), BesideRig.LONGEST).undos().getFirst();
            link.cut();
            BesideRig.killHelpers();
            BesideRig.within(Duration.ofSeconds(10),
                    () -> assertThat(rig.helper().getStatus().getPhase()).isEqualTo("Failed"));
            try (HelperPods hand = BesideRig.podsOf(rig.space.kubeconfig(), rig.helperSpace, "hand",
                    Clock.systemUTC())) {
                hand.end(undo);
                assertThat(rig.helpers()).as("one that is needed to say that it is mended").hasSize(1);
            }
            BesideRig.within(Duration.ofSeconds(20), () -> assertThat(rig.helpers()).isEmpty());
            assertThat(BesideRig.rules()).isEmpty();
        }
    }

}
