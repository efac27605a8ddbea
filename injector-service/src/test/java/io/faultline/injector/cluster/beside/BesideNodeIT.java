package io.faultline.injector.cluster.beside;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.fault.KubeletServiceKill;
import io.faultline.contracts.fault.NodeCpuHog;
import io.faultline.contracts.fault.NodeIoStress;
import io.faultline.contracts.fault.NodeMemoryHog;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.injector.cluster.OnACluster;
import io.faultline.injector.cluster.beside.BesideRig.Broken;
import io.faultline.injector.fault.FaultRefused;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Faults of the node itself, which is this machine: seen in its /proc, and in what the cluster says of it. */
@OnACluster
class BesideNodeIT {
    private static final NodeTarget NODE = NodeTarget.named("node-1");
    private static BesideRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = new BesideRig("beside-node-it");
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

    private static ProcessHandle worker() {
        return ProcessHandle.allProcesses().filter(process -> BesideRig.commandLine(process.pid())
                .contains("StressProcess faultline-00000000")).findFirst().orElseThrow();
    }

    private static void isGone(ProcessHandle worker) {
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !worker.isAlive());
    }

    @Test
    void aWorkerUsesAProcessorOfTheNode() throws Exception {
        Broken broken = inject(new NodeCpuHog(NODE, 1, 60));
        ProcessHandle worker = worker();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> worker.info().totalCpuDuration().orElseThrow()
                .compareTo(Duration.ofMillis(600)) > 0);
        rig.end(broken);
        isGone(worker);
    }

    @Test
    void aWorkerHoldsMemoryOfTheNode() throws Exception {
        Broken broken = inject(new NodeMemoryHog(NODE, ByteSize.megabytes(200), null));
        ProcessHandle worker = worker();
        String status = Files.readString(Path.of("/proc/" + worker.pid() + "/status"));
        long resident = status.lines().filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
        assertThat(resident).isGreaterThan(200L << 10);
        rig.end(broken);
        isGone(worker);
    }

    @Test
    void aWorkerWritesToTheNode() throws Exception {
        Broken broken = inject(new NodeIoStress(NODE, ByteSize.megabytes(4), 1, null));
        ProcessHandle worker = worker();
        Awaitility.await().atMost(Duration.ofSeconds(10))
                .until(() -> Files.readString(Path.of("/proc/" + worker.pid() + "/io")).lines()
                        .filter(line -> line.startsWith("wchar"))
                        .anyMatch(line -> Long.parseLong(line.split(" ")[1]) > 8L << 20));
        rig.end(broken);
        isGone(worker);
    }

    @Test
    void aNodeIsNotWrittenFull() {
        assertThatThrownBy(() -> inject(new NodeIoStress(NODE, null, 4, 100))).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("never taken of the node; ask for less");
        assertThat(ProcessHandle.allProcesses()).noneMatch(each -> BesideRig.commandLine(each.pid())
                .contains("StressProcess faultline-00000000"));
    }

    @Test
    void aFrozenKubeletIsNotHeardOfAndGoesOnByItself() throws Exception {
        Broken broken = rig.inject(new KubeletServiceKill(NODE), Duration.ofSeconds(25));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> kubelet().equals("T"));
        assertThatThrownBy(() -> inject(new NodeCpuHog(NODE, 1, 20))).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("keeps its kubelet frozen");
        Awaitility.await().atMost(Duration.ofSeconds(24)).until(() -> !isReady());
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> !kubelet().equals("T"));
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(BesideNodeIT::isReady);
        rig.end(broken);
    }

    @Test
    void aFrozenKubeletGoesOnWhenItsHelperIsKilled() throws Exception {
        Broken broken = rig.inject(new KubeletServiceKill(NODE), Duration.ofSeconds(40));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> kubelet().equals("T"));
        BesideRig.helperProcesses().stream().filter(each -> !BesideRig.commandLine(each.pid())
                .matches(".*HelperProcess \\d.*")).forEach(ProcessHandle::destroyForcibly);
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !kubelet().equals("T"));
        Awaitility.await().atMost(Duration.ofSeconds(25)).until(() -> rig.lost.containsAll(broken.undos()));
        rig.end(broken);
    }

    @Test
    void aKubeletIsNotFrozenBesideWhatCouldNotBeEndedThen() throws Exception {
        Broken broken = inject(new NodeCpuHog(NODE, 1, 20));
        assertThatThrownBy(() -> inject(new KubeletServiceKill(NODE))).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("could not be ended while its kubelet is frozen");
        assertThat(kubelet()).isNotEqualTo("T");
        rig.end(broken);
    }

    /** The state of the kubelet's process; T when it is frozen. */
    private static String kubelet() throws Exception {
        long pid = ProcessHandle.allProcesses().filter(process -> BesideRig.commandLine(process.pid())
                .contains("/kubelet --config=")).findFirst().orElseThrow().pid();
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ")).getFirst();
    }

    private static boolean isReady() {
        return rig.space.client().nodes().withName("node-1").get().getStatus().getConditions().stream()
                .anyMatch(each -> each.getType().equals("Ready") && each.getStatus().equals("True"));
    }
}
