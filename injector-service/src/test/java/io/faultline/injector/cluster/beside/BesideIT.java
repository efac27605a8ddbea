package io.faultline.injector.cluster.beside;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Pod;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.experiment.Toleration;
import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.ContainerKill;
import io.faultline.contracts.fault.HelperFault;
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
import io.faultline.injector.fault.NotReverted;
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

    private static void within(Duration time, org.awaitility.core.ThrowingRunnable check) {
        Awaitility.await().atMost(time).pollInterval(Duration.ofMillis(100)).untilAsserted(check);
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
        var tolerated = new Toleration("example.com/gpu", "Exists", null, "NoSchedule", null);
        var wishes = new PodSettings(Map.of("disk", "ssd"), List.of(tolerated), Map.of("example.com/team", "shop"),
                1000L, null);
        Driver<BesideUndo> driver = rig.driver(new PodCpuHog(rig.target("tools"), 1, 20), wishes);
        assertThat(driver.plan("faultline-plan").targets()).singleElement().satisfies(hit -> assertThat(hit.detail())
                .contains("runs as root, which its work needs").contains("is on this node, whatever"));
        rig.loseInjector();
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
    void cpuIsUsedInTheTargetsControlGroup() throws Exception {
        Broken broken = inject(new PodCpuHog(rig.target("tools"), 1, 100));
        long before = usage("tools", "cpuacct/cpuacct.usage");
        within(Duration.ofSeconds(5), () -> assertThat(usage("tools", "cpuacct/cpuacct.usage") - before)
                .isGreaterThan(300_000_000L));
        rig.end(broken);
        assertThat(workers()).isEmpty();
    }

    @Test
    void asManyWorkersAsThereAreProcessorsAreBusyAndCounted() throws Exception {
        Broken broken = inject(new PodCpuHog(rig.target("tools"), 0, 5));
        assertThat(broken.deed()).contains(
                "keep %d processors busy to 5 %%".formatted(Runtime.getRuntime().availableProcessors()));
        rig.end(broken);
        assertThat(workers()).isEmpty();
    }

    private static List<ProcessHandle> workers() {
        return ProcessHandle.allProcesses().filter(process -> BesideRig.commandLine(process.pid())
                .contains("StressProcess faultline-00000000")).toList();
    }

    @Test
    void memoryIsHeldInTheTargetsControlGroup() throws Exception {
        long before = usage("tools", "memory/memory.usage_in_bytes");
        Broken broken = inject(new PodMemoryHog(rig.target("tools"), ByteSize.megabytes(100)));
        assertThat(usage("tools", "memory/memory.usage_in_bytes") - before).isGreaterThan(95L << 20);
        rig.end(broken);
        within(Duration.ofSeconds(5), () -> assertThat(usage("tools", "memory/memory.usage_in_bytes") - before)
                .isLessThan(50L << 20));
    }

    @Test
    void theFileSystemIsWrittenToFromTheTargetsControlGroup() throws Exception {
        Broken broken = inject(new PodIoStress(rig.target("web"), "/data", ByteSize.megabytes(8), 4, null));
        long worker = workers().getFirst().pid();
        String container = rig.seen(BesideRig.TARGET).getStatus().getContainerStatuses().stream()
                .filter(each -> each.getName().equals("web")).findFirst().orElseThrow().getContainerID();
        assertThat(Files.readString(Path.of("/proc/" + worker + "/cgroup")))
                .contains(container.substring(container.indexOf("//") + 2));
        within(Duration.ofSeconds(5), () -> assertThat(written(worker)).isGreaterThan(16L << 20));
        assertThat(openFiles(worker)).as("shared by its writers").hasSize(4)
                .allSatisfy(size -> assertThat(size).isEqualTo(2L << 20));
        rig.end(broken);
        assertThat(workers()).isEmpty();
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
        long free = Path.of("/proc/" + process("httpd -f -p 8080").pid() + "/root/memory").toFile().getUsableSpace();
        Broken broken = inject(new PodIoStress(rig.target("web"), "/memory", null, 2, 1));
        long worker = workers().getFirst().pid();
        within(Duration.ofSeconds(20), () -> assertThat(openFiles(worker)).hasSize(2)
                .allSatisfy(size -> assertThat(size).isCloseTo(free / 200, withinPercentage(5))));
        rig.end(broken);
        assertThatThrownBy(() -> inject(new PodIoStress(rig.target("web"), "/memory", null, 1, 100)))
                .isInstanceOf(FaultRefused.class).hasMessageContaining("never taken of the node; ask for less");
        assertThat(workers()).isEmpty();
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
    void volumesThatKeepTheirContainerFromStartingAreEmptied(@TempDir Path disk) throws Exception {
        rig.startDatabase(disk);
        withoutLimitOnlyVolumesOfItsOwnAreFilledByShare();
        Broken data = inject(
                new PodDiskFill(rig.target(BesideRig.DATABASE, "db"), "/data", ByteSize.megabytes(8), null));
        Broken onNode = inject(new PodDiskFill(rig.target(BesideRig.DATABASE, "db"), "/disk", ByteSize.megabytes(8),
                null));
        process("sleep 3603").destroyForcibly();
        within(Duration.ofSeconds(30), () -> assertThat(rig.seen(BesideRig.DATABASE).getStatus().getContainerStatuses())
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
        Path memory = Path.of("/proc/" + process("httpd -f -p 8080").pid() + "/root/memory");
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
        int before = restarts();
        Broken broken = inject(new ContainerKill(rig.target("tools"), null));
        assertThat(broken.deed()).contains("SIGKILL");
        within(Duration.ofSeconds(30), () -> assertThat(restarts()).isGreaterThan(before));
        rig.ready(BesideRig.TARGET);
    }

    private static int restarts() {
        return rig.seen(BesideRig.TARGET).getStatus().getContainerStatuses().stream()
                .filter(each -> each.getName().equals("tools")).findFirst().orElseThrow().getRestartCount();
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
        assertThat(rules()).containsPattern("--probability 0\\.00(5|49)");
        rig.end(some);
        Broken slow = inject(new PodNetworkLatency(rig.target(null), Duration.ofMillis(400), null, parts));
        assertThat(rig.get(BesideRig.TARGET, client).seconds()).isBetween(0.4, 1.5);
        assertThat(rig.getTarget("/").seconds()).isLessThan(0.4);
        rig.end(slow);
        assertThat(rules()).isEmpty();
    }

    @Test
    void lossAndDelayAndRateOnOnePodComposeInsteadOfReplacingEachOther() throws Exception {
        Traffic toOthers = new Traffic(null, null, null, List.of("!8081"), List.of("!8080"), null);
        Broken slow = inject(new PodNetworkLatency(rig.target(null), Duration.ofMillis(300), null, null));
        Broken lost = inject(new PodNetworkLoss(rig.target(null), 100, toOthers));
        Broken narrow = inject(new PodNetworkRateLimit(rig.target(null), new ByteSize(512 << 10), null, null, null));
        BesideRig.Answer answer = rig.getTarget("/big", "-o", "/dev/null");
        assertThat(answer.seconds()).isBetween(2.0, 4.5);
        assertThat(rig.exec(BesideRig.TARGET, "tools", "curl", "-sS", "-m", "2",
                "http://%s:8082/".formatted(rig.address(BesideRig.CLIENT)))).contains("timed out");
        rig.end(lost);
        rig.end(narrow);
        assertThat(rig.getTarget("/big", "-o", "/dev/null").seconds()).isBetween(0.3, 1.5);
        rig.end(slow);
        assertThat(rules()).isEmpty();
        assertThat(rig.getTarget("/").seconds()).isLessThan(0.3);
    }

    /** Of a pod on this machine, which is the node. */
    private static ProcessHandle process(String commandLine) {
        return ProcessHandle.allProcesses().filter(process -> BesideRig.commandLine(process.pid())
                .startsWith(commandLine)).findFirst().orElseThrow();
    }

    /** What is left of us in the target's network. */
    private static String rules() {
        long pid = process("httpd -f -p 8080").pid();
        return run("nsenter", "--net=/proc/" + pid + "/ns/net", "iptables-nft-save").lines()
                .filter(line -> line.contains("FAULTLINE")).reduce("", String::concat)
                + run("nsenter", "--net=/proc/" + pid + "/ns/net", "tc", "qdisc", "show", "dev", "eth0").lines()
                        .filter(line -> line.contains("fa17")).reduce("", String::concat);
    }

    private static String run(String... command) {
        try {
            return new String(new ProcessBuilder(command).start().getInputStream().readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
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
        assertThat(rules()).isEmpty();
    }

    @Test
    void answersToRequestsAreLateAndInTimeAgain() throws Exception {
        Broken broken = inject(new PodHttpLatency(rig.target(null), 8080, Duration.ofMillis(800), 100));
        assertThat(rig.getTarget("/").seconds()).isBetween(0.8, 2.0);
        rig.end(broken);
        assertThat(rig.getTarget("/").seconds()).isLessThan(0.4);
        assertThat(rules()).isEmpty();
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
        assertThat(rig.resolved(BesideRig.TARGET, "shop.test")).isEqualTo("198.18.0.77");
    }

    @Test
    void namesLeadElsewhere() throws Exception {
        Broken broken = inject(new PodDnsSpoof(rig.target(null), Map.of("shop.test", "other.test"), null));
        assertThat(rig.resolved(BesideRig.TARGET, "shop.test")).isEqualTo("198.18.0.78");
        rig.end(broken);
        assertThat(rig.resolved(BesideRig.TARGET, "shop.test")).isEqualTo("198.18.0.77");
    }

    @Test
    void aHelperMendsByItselfWhenItsTimeIsOver() throws Exception {
        Broken broken = rig.inject(new PodHttpStatusCode(rig.target(null), 8080, List.of(500), true, null, null, 100),
                Duration.ofMillis(1_500));
        assertThat(rig.getTarget("/").status()).isEqualTo(500);
        within(Duration.ofSeconds(4), () -> assertThat(rig.getTarget("/").status()).isEqualTo(200));
        rig.end(broken);
    }

    @Test
    void aHelperMendsWhenNobodyRenewsIt() throws Exception {
        inject(new PodHttpStatusCode(rig.target(null), 8080, List.of(500), true, null, null, 100));
        assertThat(rig.getTarget("/").status()).isEqualTo(500);
        rig.loseInjector();
        within(Duration.ofSeconds(6), () -> assertThat(rig.getTarget("/").status()).isEqualTo(200));
        assertThat(rules()).isEmpty();
    }

    @Test
    void aKilledHelperLeavesNothing() throws Exception {
        Broken http = inject(new PodHttpStatusCode(rig.target(null), 8080, List.of(500), true, null, null, 100));
        Broken fill = inject(new PodDiskFill(rig.target("web"), "/data", ByteSize.megabytes(8), null));
        Broken hog = inject(new PodCpuHog(rig.target("tools"), 1, 20));
        long began = System.nanoTime();
        killHelpers();
        within(Duration.ofSeconds(5), () -> {
            assertThat(rig.getTarget("/").status()).isEqualTo(200);
            assertThat(rig.exec(BesideRig.TARGET, "web", "ls", "/data")).isBlank();
            assertThat(workers()).isEmpty();
            assertThat(rules()).isEmpty();
        });
        System.out.println("mended " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms after the kill");
        within(Duration.ofSeconds(10), () -> assertThat(rig.lost).containsAll(http.undos()).containsAll(fill.undos())
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
            within(Duration.ofSeconds(90), () -> assertThat(rig.getTarget("/").status()).isEqualTo(500));
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
        within(Duration.ofSeconds(8), () -> assertThat(rig.getTarget("/").status()).isEqualTo(200));
        System.out.println("mended " + Duration.ofNanos(System.nanoTime() - began).toMillis()
                + " ms after the injector was killed");
        rig.end(new Broken(List.of(undo), "", 0));
        assertThat(rules()).isEmpty();
    }

    @Test
    void anInjectorThatWasSilentIsToldThatItsHelperHasMended() throws Exception {
        BesideUndo undo = planned("silent");
        Process injector = Injector.start(undo);
        try (var says = injector.inputReader(StandardCharsets.UTF_8)) {
            run("kill", "-STOP", Long.toString(injector.pid()));
            within(Duration.ofSeconds(8), () -> assertThat(rig.getTarget("/").status()).isEqualTo(200));
            run("kill", "-CONT", Long.toString(injector.pid()));
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
            within(Duration.ofSeconds(6), () -> assertThat(rig.getTarget("/").status()).isEqualTo(200));
            link.heal();
            within(Duration.ofSeconds(10), () -> assertThat(rig.lost).contains(undo));
            pods.end(undo);
        }
    }

    @Test
    @Tag("long")
    void aFaultWhoseHelperCannotBeReachedAnyMoreIsToEndToo(@TempDir Path folder) throws Exception {
        try (FaultyLink link = rig.link(); HelperPods pods = rig.podsBy(link, folder)) {
            BesideUndo undo = rig.inject(rig.driver(fault(), null, pods), BesideRig.LONGEST).undos().getFirst();
            link.goSilent();
            within(Duration.ofSeconds(6), () -> assertThat(rig.getTarget("/").status()).isEqualTo(200));
            within(Duration.ofSeconds(20), () -> assertThat(rig.lost).contains(undo));
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
            int before = restarts();
            rig.inject(rig.driver(new ContainerKill(rig.target("tools"), null), null, pods), BesideRig.LONGEST);
            assertThat(rig.helper().getMetadata()).satisfies(meta -> {
                assertThat(meta.getFinalizers()).isNullOrEmpty();
                assertThat(meta.getLabels()).doesNotContainKey(Marks.LABEL);
            });
            link.cut();
            within(Duration.ofSeconds(15), () -> assertThat(rig.helper().getStatus().getPhase())
                    .isEqualTo("Succeeded"));
            rig.tidy();
            assertThat(rig.helpers()).isEmpty();
            within(Duration.ofSeconds(30), () -> assertThat(restarts()).isGreaterThan(before));
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
        within(Duration.ofSeconds(20), () -> assertThat(rig.helpers()).isEmpty());
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
            assertThat(workers()).hasSize(1);
            pods.end(undo);
            assertThat(rig.getTarget("/").status()).isEqualTo(200);
        }
        within(Duration.ofSeconds(20), () -> assertThat(rig.helper().getMetadata().getName()).isEqualTo(old));
        rig.end(first);
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
            killHelpers();
            within(Duration.ofSeconds(10), () -> assertThat(rig.helper().getStatus().getPhase()).isEqualTo("Failed"));
            try (HelperPods hand = BesideRig.podsOf(rig.space.kubeconfig(), rig.helperSpace, "hand",
                    Clock.systemUTC())) {
                hand.end(undo);
                assertThat(rig.helpers()).as("one that is needed to say that it is mended").hasSize(1);
            }
            within(Duration.ofSeconds(20), () -> assertThat(rig.helpers()).isEmpty());
            assertThat(rules()).isEmpty();
        }
    }

    private static void killHelpers() {
        BesideRig.helperProcesses().stream().filter(each -> !BesideRig.commandLine(each.pid())
                .matches(".*HelperProcess \\d.*")).forEach(ProcessHandle::destroyForcibly);
    }
}
