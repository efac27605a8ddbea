package io.faultline.injector.host;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.fault.MemoryStress;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.DriverContract;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.process.OsProcess;
import io.faultline.injector.fault.stress.Stress;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StressIT extends DriverContract<Undo.EndWorkers> {
    private static final int TAKEN = 64;
    private final Machine machine = new Machine();

    @AfterEach
    void end() {
        machine.workers.end("faultline-contract");
    }

    @Override
    protected Driver<Undo.EndWorkers> driver() {
        return Stress.of(new MemoryStress(ByteSize.megabytes(TAKEN)), machine.workers);
    }

    @Override
    protected Mender mender() {
        return machine.hands();
    }

    /** The kernel itself says that a worker holds the memory. */
    @Override
    protected boolean isInForce() {
        return workers().stream().anyMatch(worker -> resident(worker) > (long) TAKEN << 20);
    }

    private List<OsProcess> workers() {
        return machine.processes.all().stream()
                .filter(process -> process.commandLine().contains(" faultline-contract ")).toList();
    }

    private static long resident(OsProcess process) {
        return ProcFiles.text(java.nio.file.Path.of("/proc/" + process.pid() + "/status")).lines()
                .filter(line -> line.startsWith("VmRSS:")).mapToLong(line -> ProcFiles.number(line) << 10).findFirst()
                .orElse(0);
    }

    @Test
    void aWorkerThatDoesNotBeginIsEnded() {
        var impatient = new JvmWorkers(machine.processes, new ProcFiles(), Duration.ofMillis(1));
        assertThatThrownBy(() -> impatient.start("faultline-contract", List.of("cpu", "1", "50"),
                Duration.ofSeconds(60))).isInstanceOf(IOException.class).hasMessageContaining("did not begin");
        Awaitility.await().until(() -> workers().isEmpty());
    }

    @Test
    void aWorkerEndsByItselfWhenItsTimeIsUp() throws Exception {
        machine.workers.start("faultline-contract", List.of("cpu", "1", "50"), Duration.ofMillis(200));
        assertThat(workers()).hasSize(1);
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> workers().isEmpty());
    }

    @Test
    void refusesToTakeMoreMemoryThanTheMachineCanSpare() {
        var greedy = Stress.of(new MemoryStress(ByteSize.megabytes(1 << 20)), machine.workers);
        assertThatThrownBy(() -> greedy.plan("m")).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("ask for less");
    }
}
