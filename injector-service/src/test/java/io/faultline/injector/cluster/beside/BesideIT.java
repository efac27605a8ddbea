package io.faultline.injector.cluster.beside;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.ContainerKill;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.fault.KillSignal;
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
import io.faultline.contracts.fault.PodNetworkCorruption;
import io.faultline.contracts.fault.PodNetworkDuplication;
import io.faultline.contracts.fault.PodNetworkLatency;
import io.faultline.contracts.fault.PodNetworkLoss;
import io.faultline.contracts.fault.PodNetworkRateLimit;
import io.faultline.contracts.fault.Traffic;
import io.faultline.contracts.fault.TrafficPart;
import io.faultline.injector.cluster.OnACluster;
import io.faultline.injector.cluster.beside.BesideRig.Broken;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

/** Faults next to their target, seen in the target itself, on the real cluster. */
@OnACluster
class BesideIT {
    private static BesideRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = new BesideRig("beside-it");
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

    private static long usage(String container, String file) {
        return Long.parseLong(rig.exec(BesideRig.TARGET, container, "cat", "/sys/fs/cgroup/" + file).strip());
    }

    @Test
    void cpuIsUsedInTheTargetsControlGroup() throws Exception {
        Broken broken = inject(new PodCpuHog(rig.target("tools"), 1, 100));
        long before = usage("tools", "cpuacct/cpuacct.usage");
        BesideRig.within(Duration.ofSeconds(5), () -> assertThat(usage("tools", "cpuacct/cpuacct.usage") - before)
                .isGreaterThan(300_000_000L));
        rig.end(broken);
        assertThat(BesideRig.workers()).isEmpty();
    }

    @Test
    void asManyWorkersAsThereAreProcessorsAreBusyAndCounted() throws Exception {
        Broken broken = inject(new PodCpuHog(rig.target("tools"), 0, 5));
        assertThat(broken.deed()).contains(
                "keep %d processors busy to 5 %%".formatted(Runtime.getRuntime().availableProcessors()));
        rig.end(broken);
        assertThat(BesideRig.workers()).isEmpty();
    }

    @Test
    void memoryIsHeldInTheTargetsControlGroup() throws Exception {
        long before = usage("tools", "memory/memory.usage_in_bytes");
        Broken broken = inject(new PodMemoryHog(rig.target("tools"), ByteSize.megabytes(100)));
        assertThat(usage("tools", "memory/memory.usage_in_bytes") - before).isGreaterThan(95L << 20);
        rig.end(broken);
        BesideRig.within(Duration.ofSeconds(5),
                () -> assertThat(usage("tools", "memory/memory.usage_in_bytes") - before)
                        .isLessThan(50L << 20));
    }

    @Test
    void theFileSystemIsWrittenToFromTheTargetsControlGroup() throws Exception {
        Broken broken = inject(new PodIoStress(rig.target("web"), "/data", ByteSize.megabytes(8), 4, null));
        long worker = BesideRig.workers().getFirst().pid();
        String container = rig.seen(BesideRig.TARGET).getStatus().getContainerStatuses().stream()
                .filter(each -> each.getName().equals("web")).findFirst().orElseThrow().getContainerID();
        assertThat(Files.readString(Path.of("/proc/" + worker + "/cgroup")))
                .contains(container.substring(container.indexOf("//") + 2));
        BesideRig.within(Duration.ofSeconds(5), () -> assertThat(written(worker)).isGreaterThan(16L << 20));
        assertThat(openFiles(worker)).as("shared by its writers").hasSize(4)
                .allSatisfy(size -> assertThat(size).isEqualTo(2L << 20));
        rig.end(broken);
        assertThat(BesideRig.workers()).isEmpty();
        assertThat(rig.exec(BesideRig.TARGET, "web", "ls", "/data")).isBlank();
    }

    /** How large those are that have no name any more. */
    private static List<Long> openFiles(long pid) throws Exception {
        try (Stream<Path> all = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return all.filter(fd -> linked(fd).contains(".io")).map(fd -> fd.toFile().length()).toList();
        }
    }

    private static String linked(Path fd) {
        try {
            return Files.readSymbolicLink(fd).toString();
        } catch (java.io.IOException e) {
            return "";
        }
    }

    @Test
    void aShareOfWhatIsFreeIsWrittenAndNeverAllOfIt() throws Exception {
        long free = Path.of("/proc/" + BesideRig.process("httpd -f -p 8080").pid() + "/root/memory").toFile()
                .getUsableSpace();
        Broken broken = inject(new PodIoStress(rig.target("web"), "/memory", null, 2, 1));
        long worker = BesideRig.workers().getFirst().pid();
        BesideRig.within(Duration.ofSeconds(20), () -> assertThat(openFiles(worker)).hasSize(2)
                .allSatisfy(size -> assertThat(size).isCloseTo(free / 200, withinPercentage(5))));
        rig.end(broken);
        assertThatThrownBy(() -> inject(new PodIoStress(rig.target("web"), "/memory", null, 1, 100)))
                .isInstanceOf(FaultRefused.class).hasMessageContaining("never taken of the node; ask for less");
        assertThat(BesideRig.workers()).isEmpty();
    }

    private static long written(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/io"), StandardCharsets.UTF_8).stream()
                .filter(line -> line.startsWith("wchar")).mapToLong(line -> Long.parseLong(line.split(" ")[1]))
                .findFirst().orElse(0);
    }

    @Test
    void theContainersStorageIsFilledAndEmptied() throws Exception {
        Broken broken = inject(new PodDiskFill(rig.target("web"), "/data", null, 50));
        assertThat(broken.deed()).contains("50 %");
        String size = rig.exec(BesideRig.TARGET, "web", "sh", "-c", "stat -c %s /data/*.fill").strip();
        assertThat(Long.parseLong(size)).isBetween(90L << 20, 100L << 20);
        rig.end(broken);
        assertThat(rig.exec(BesideRig.TARGET, "web", "ls", "/data")).isBlank();
    }

    @Test
    void whatIsFullEnoughIsLeftAsItIs() throws Exception {
        rig.exec(BesideRig.TARGET, "web", "dd", "if=/dev/zero", "of=/data/own", "bs=1M", "count=4");
        Broken full = inject(new PodDiskFill(rig.target("web"), "/data", ByteSize.megabytes(100), 1));
        assertThat(full.deed()).contains("to 1 % of its limit").contains("with nothing: ").contains("used already");
        assertThat(rig.exec(BesideRig.TARGET, "web", "ls", "/data").strip()).isEqualTo("own");
        rig.end(full);
        assertThat(rig.exec(BesideRig.TARGET, "web", "rm", "/data/own")).isBlank();
    }

    @Test
    @Tag("long")
    void volumesThatKeepTheirContainerFromStartingAreEmptied(@TempDir Path disk) throws Exception {
        rig.startDatabase(disk);
        withoutLimitOnlyVolumesOfItsOwnAreFilledByShare();
        Broken data = inject(
                new PodDiskFill(rig.target(BesideRig.DATABASE, "db"), "/data", ByteSize.megabytes(8), null));
        Broken onNode = inject(new PodDiskFill(rig.target(BesideRig.DATABASE, "db"), "/disk", ByteSize.megabytes(8),
                null));
        BesideRig.process("sleep 3603").destroyForcibly();
        BesideRig.within(Duration.ofSeconds(30),
                () -> assertThat(rig.seen(BesideRig.DATABASE).getStatus().getContainerStatuses())
                        .singleElement().satisfies(each -> assertThat(each.getState().getWaiting()).isNotNull()
                                .satisfies(waits -> assertThat(waits.getReason()).isEqualTo("CrashLoopBackOff"))));
        assertThat(disk.resolve(onNode.undos().getFirst().mark() + ".fill")).exists();
        rig.end(data);
        rig.end(onNode);
        assertThat(disk).isEmptyDirectory();
        rig.ready(BesideRig.DATABASE);
        rig.space.client().resource(rig.seen(BesideRig.DATABASE)).withGracePeriod(0).delete();
    }

    private static void withoutLimitOnlyVolumesOfItsOwnAreFilledByShare() throws Exception {
        for (String path : List.of("/", "/data", "/disk")) {
            assertThatThrownBy(() -> inject(new PodDiskFill(rig.target(BesideRig.DATABASE, "db"), path, null, 80)))
                    .as(path).isInstanceOf(FaultRefused.class).hasMessageContaining("no ephemeral-storage limit")
                    .hasMessageContaining("say by size how much may be used");
        }
        Broken volume = inject(new PodDiskFill(rig.target(BesideRig.DATABASE, "db"), "/memory", null, 1));
        assertThat(volume.deed()).contains("to 1 % of its file system");
        assertThat(rig.exec(BesideRig.DATABASE, "db", "ls", "/memory")).contains(".fill");
        rig.end(volume);
        Broken used = inject(new PodDiskFill(rig.target(BesideRig.DATABASE, "db"), "/data", ByteSize.megabytes(8), 80));
        assertThat(used.deed()).contains("until it uses 8MB");
        assertThat(rig.exec(BesideRig.DATABASE, "db", "ls", "/data")).contains(".fill");
        rig.end(used);
    }

    @Test
    void aFillThatIsUnderWayIsStoppedByItsEnd() throws Exception {
        Path memory = Path.of("/proc/" + BesideRig.process("httpd -f -p 8080").pid() + "/root/memory");
        CompletableFuture<Broken> filling = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                filling.complete(
                        inject(new PodDiskFill(rig.target("web"), "/memory", ByteSize.megabytes(4_096), null)));
            } catch (Exception e) {
                filling.completeExceptionally(e);
            }
        });
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> memory.toFile().list().length > 0);
        long began = System.nanoTime();
        rig.endAll();
        System.out.println("stopped in " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
        assertThat(memory).isEmptyDirectory();
        assertThatThrownBy(filling::join).hasCauseInstanceOf(FaultRefused.class).hasMessageContaining("stopped");
    }

    @Test
    void aContainerIsKilledAndRestartedByItsKubelet() throws Exception {
        int before = rig.restarts("tools");
        Broken broken = inject(new ContainerKill(rig.target("tools"), null));
        assertThat(broken.deed()).contains("SIGKILL");
        BesideRig.within(Duration.ofSeconds(60), () -> assertThat(rig.restarts("tools")).isGreaterThan(before));
        rig.ready(BesideRig.TARGET);
    }

    @Test
    void aContainerIsKilledAgainUnderItsNextId() throws Exception {
        Driver<BesideUndo> driver = rig.driver(new ContainerKill(rig.target("tools"), null), null);
        BesideUndo stroke = driver.plan("faultline-00000000-0000-0000-0000-000000000000-again").hits().getFirst()
                .undo();
        for (int i = 0; i < 2; i++) {
            int before = rig.restarts("tools");
            driver.inject(stroke, BesideRig.LONGEST);
            BesideRig.within(Duration.ofSeconds(60), () -> assertThat(rig.restarts("tools")).isGreaterThan(before));
            rig.ready(BesideRig.TARGET);
        }
    }

    @Test
    void aContainerThatIsDeafToItsEndIsKilledAfterTheGraceOfItsPod() throws Exception {
        rig.startDeaf("deaf");
        Broken heard = inject(new ContainerKill(rig.target("deaf", "hears"), KillSignal.TERM));
        assertThat(heard.deed()).contains("SIGTERM").endsWith("which has ended");
        Broken killed = inject(new ContainerKill(rig.target("deaf", "deaf"), KillSignal.TERM));
        assertThat(killed.deed()).contains("SIGTERM").contains("SIGKILL after 2000 ms");
        assertThat(killed.millis()).isGreaterThanOrEqualTo(2_000);
        for (String container : List.of("hears", "deaf")) {
            BesideRig.within(Duration.ofSeconds(30), () -> assertThat(rig.restarts("deaf", container)).isOne());
        }
        rig.ready("deaf");
        aStrikeThatIsStoppedMeanwhileKillsNobody();
        rig.space.client().resource(rig.seen("deaf")).withGracePeriod(0).delete();
    }

    private static void aStrikeThatIsStoppedMeanwhileKillsNobody() throws Exception {
        long main = BesideRig.process("sleep 3604").pid();
        CompletableFuture<Broken> striking = new CompletableFuture<>();
        Thread strike = Thread.ofPlatform().start(() -> {
            try {
                striking.complete(inject(new ContainerKill(rig.target("deaf", "deaf"), KillSignal.TERM)));
            } catch (Exception e) {
                striking.completeExceptionally(e);
            }
        });
        BesideRig.within(Duration.ofSeconds(5),
                () -> assertThat(strike.getState()).isEqualTo(Thread.State.TIMED_WAITING));
        Awaitility.await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(2)).until(() -> !striking.isDone());
        strike.interrupt();
        assertThatThrownBy(striking::join).hasCauseInstanceOf(InterruptedException.class);
        Awaitility.await().during(Duration.ofMillis(2_500)).atMost(Duration.ofSeconds(4))
                .until(() -> Files.isDirectory(Path.of("/proc/" + main)));
    }

    @Test
    void whatThePodSendsIsDelayedBothWhenAskedAndWhenAsking() throws Exception {
        String client = "http://%s:8081/".formatted(rig.address(BesideRig.CLIENT));
        assertThat(rig.getTarget("/").seconds()).isLessThan(0.4);
        Broken broken = inject(new PodNetworkLatency(rig.target(null), Duration.ofMillis(700), null, null));
        assertThat(rig.getTarget("/").seconds()).isBetween(0.7, 1.9);
        assertThat(rig.get(BesideRig.TARGET, client).seconds()).isBetween(0.7, 1.9);
        rig.end(broken);
        assertThat(rig.getTarget("/").seconds()).isLessThan(0.4);
        assertThat(rig.get(BesideRig.TARGET, client).seconds()).isLessThan(0.4);
    }

    @Test
    void onlyTheTrafficThatIsMeantIsDelayed() throws Exception {
        Traffic elsewhere = new Traffic(null, List.of("198.18.0.250"), null, null, null, null);
        Traffic toClient = new Traffic(null, List.of(rig.address(BesideRig.CLIENT) + "/32"), null, List.of("8081"),
                null, null);
        String client = "http://%s:8081/".formatted(rig.address(BesideRig.CLIENT));
        Broken one = inject(new PodNetworkLatency(rig.target(null), Duration.ofSeconds(3), null, elsewhere));
        Broken other = inject(new PodNetworkLatency(rig.target(null), Duration.ofMillis(400), null, toClient));
        assertThat(rig.getTarget("/").seconds()).isLessThan(0.4);
        assertThat(rig.get(BesideRig.TARGET, client).seconds()).isBetween(0.4, 1.5);
        rig.end(one);
        rig.end(other);
    }

    @Test
    void ofSeveralPartsOfTheTrafficOneIsEnough() throws Exception {
        String client = "http://%s:%d/".formatted(rig.address(BesideRig.CLIENT), 8081);
        Traffic parts = new Traffic(null, List.of("198.18.0.250"), null, null, null, BigDecimal.ZERO,
                List.of(new TrafficPart(null, null, List.of("8081"), null),
                        new TrafficPart(List.of("198.18.0.251"), null, List.of("1", "2"), null)));
        Broken lost = inject(new PodNetworkLoss(rig.target(null), 100, parts));
        assertThat(rig.exec(BesideRig.TARGET, "tools", "curl", "-sS", "-m", "2", client)).contains("timed out");
        assertThat(rig.getTarget("/").status()).as("what is none of them").isEqualTo(200);
        rig.end(lost);
        Broken some = inject(new PodNetworkLoss(rig.target(null), new BigDecimal("0.5"), parts));
        assertThat(some.deed()).contains("lose 0.5 %");
        assertThat(BesideRig.rules()).containsPattern("--probability 0\\.00(5|49)");
        rig.end(some);
        Broken slow = inject(new PodNetworkLatency(rig.target(null), Duration.ofMillis(400), null, parts));
        assertThat(rig.get(BesideRig.TARGET, client).seconds()).isBetween(0.4, 1.5);
        assertThat(rig.getTarget("/").seconds()).isLessThan(0.4);
        rig.end(slow);
        assertThat(BesideRig.rules()).isEmpty();
    }

    @Test
    void lossAndDelayAndRateOnOnePodComposeInsteadOfReplacingEachOther() throws Exception {
        Traffic toOthers = new Traffic(null, null, null, List.of("!8081"), List.of("!8080"), null);
        Broken slow = inject(new PodNetworkLatency(rig.target(null), Duration.ofMillis(300), null, null));
        Broken lost = inject(new PodNetworkLoss(rig.target(null), 100, toOthers));
        Broken narrow = inject(new PodNetworkRateLimit(rig.target(null), new ByteSize(512 << 10), null, null, null,
                ByteSize.megabytes(1), new ByteSize(1_540)));
        BesideRig.Answer answer = rig.getTarget("/big", "-o", "/dev/null");
        assertThat(answer.seconds()).isBetween(2.0, 4.5);
        assertThat(BesideRig.rules()).contains("peakrate 8388Kbit");
        assertThat(rig.exec(BesideRig.TARGET, "tools", "curl", "-sS", "-m", "2",
                "http://%s:8082/".formatted(rig.address(BesideRig.CLIENT)))).contains("timed out");
        rig.end(lost);
        rig.end(narrow);
        assertThat(rig.getTarget("/big", "-o", "/dev/null").seconds()).isBetween(0.3, 1.5);
        rig.end(slow);
        assertThat(BesideRig.rules()).isEmpty();
        assertThat(rig.getTarget("/").seconds()).isLessThan(0.3);
    }

    @Test
    void partOfThePacketsIsLost() throws Exception {
        Broken broken = inject(new PodNetworkLoss(rig.target(null), 100, null));
        assertThat(rig.getTarget("/", "-m", "2").status()).isZero();
        rig.end(broken);
        assertThat(rig.getTarget("/").status()).isEqualTo(200);
    }

    @Test
    void corruptionAndDuplicationAreRefusedWhereTheKernelCannot() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeFalse(Files.exists(Path.of("/sys/module/sch_netem")),
                "this kernel has netem");
        for (HelperFault fault : List.of(new PodNetworkCorruption(rig.target(null), 50, null),
                new PodNetworkDuplication(rig.target(null), 50, null))) {
            assertThatThrownBy(() -> inject(fault)).isInstanceOf(FaultRefused.class).hasMessageContaining("netem")
                    .hasMessageContaining(System.getProperty("os.version"));
        }
        assertThat(BesideRig.rules()).isEmpty();
    }

    @Test
    void answersToRequestsAreLateAndInTimeAgain() throws Exception {
        Broken broken = inject(new PodHttpLatency(rig.target(null), 8080, Duration.ofMillis(800), 100));
        assertThat(rig.getTarget("/").seconds()).isBetween(0.8, 2.0);
        rig.end(broken);
        assertThat(rig.getTarget("/").seconds()).isLessThan(0.4);
        assertThat(BesideRig.rules()).isEmpty();
    }

    @Test
    void changesOfAnswersCompose() throws Exception {
        Broken status = inject(new PodHttpStatusCode(rig.target(null), 8080, List.of(503), true, "gone", null, 100,
                "x-none"));
        Broken header = inject(new PodHttpModifyHeader(rig.target(null), 8080, Map.of("X-Broken", "yes"), null, 100));
        BesideRig.Answer answer = rig.getTarget("/");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text()).contains("gone").contains("X-Broken: yes").contains("Content-Encoding: x-none");
        rig.end(status);
        assertThat(rig.getTarget("/").status()).isEqualTo(200);
        assertThat(rig.getTarget("/").text()).contains("X-Broken: yes");
        rig.end(header);
        assertThat(rig.getTarget("/").text()).doesNotContain("X-Broken");
    }

    @Test
    void theBodyOfAnswersIsReplaced() throws Exception {
        Broken broken = inject(new PodHttpModifyBody(rig.target(null), 8080, "{}", "application/json", null, 100));
        assertThat(rig.getTarget("/").text()).contains("application/json").contains("{}").doesNotContain("ok\n");
        rig.end(broken);
        assertThat(rig.getTarget("/").text()).contains("ok");
    }

    @Test
    void connectionsAreReset() throws Exception {
        Broken broken = inject(new PodHttpResetPeer(rig.target(null), 8080, Duration.ofMillis(200), 100));
        BesideRig.Answer answer = rig.getTarget("/");
        assertThat(answer.status()).isZero();
        assertThat(answer.text()).contains("reset by peer");
        rig.end(broken);
        assertThat(rig.getTarget("/").status()).isEqualTo(200);
    }

    @Test
    void namesAreNotFoundAndFoundAgain() throws Exception {
        assertThat(rig.resolved(BesideRig.TARGET, "shop.test")).isEqualTo("198.18.0.77");
        Broken broken = inject(new PodDnsError(rig.target(null), List.of("shop.test"), null));
        assertThat(rig.resolved(BesideRig.TARGET, "shop.test")).isEmpty();
        assertThat(rig.resolved(BesideRig.TARGET, "other.test")).isEqualTo("198.18.0.78");
        rig.end(broken);
        BesideRig.within(Duration.ofSeconds(5), () -> assertThat(rig.resolved(BesideRig.TARGET, "shop.test"))
                .isEqualTo("198.18.0.77"));
    }

    @Test
    void namesLeadElsewhere() throws Exception {
        Broken broken = inject(new PodDnsSpoof(rig.target(null), Map.of("shop.test", "other.test"), null));
        assertThat(rig.resolved(BesideRig.TARGET, "shop.test")).isEqualTo("198.18.0.78");
        rig.end(broken);
        assertThat(rig.resolved(BesideRig.TARGET, "shop.test")).isEqualTo("198.18.0.77");
    }
}
