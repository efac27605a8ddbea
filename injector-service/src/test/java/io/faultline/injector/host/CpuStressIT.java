package io.faultline.injector.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.faultline.contracts.fault.CpuStress;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.DriverContract;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.process.OsProcess;
import io.faultline.injector.fault.stress.Stress;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The processor's time is counted by the kernel, for the worker alone: a busy machine changes nothing about it. */
class CpuStressIT extends DriverContract<Undo.EndWorkers> {
    private static final String MARK = "faultline-contract";
    private static final Duration TICK = Duration.ofMillis(10);
    private static final Duration MUCH = Duration.ofMillis(200);
    private final Machine machine = new Machine();

    @AfterEach
    void end() {
        machine.workers.end(MARK);
    }

    @Override
    protected Driver<Undo.EndWorkers> driver() {
        return Stress.of(new CpuStress(1, 100), machine.workers);
    }

    @Override
    protected Mender mender() {
        return machine.hands();
    }

    /** A worker is there and goes on using the processor. */
    @Override
    protected boolean isInForce() {
        return workers().stream().anyMatch(worker -> {
            Duration before = used(worker);
            try {
                Awaitility.await().atMost(Duration.ofSeconds(3)).pollInterval(TICK)
                        .until(() -> used(worker).minus(before).compareTo(MUCH) >= 0);
                return true;
            } catch (ConditionTimeoutException e) {
                return false;
            }
        });
    }

    @Test
    void takesNoMoreOfACoreThanItWasAskedTo() throws Exception {
        machine.workers.start(MARK, List.of("cpu", "1", "20"), Duration.ofSeconds(20));
        OsProcess worker = workers().getFirst();
        Duration before = used(worker);
        long began = System.nanoTime();
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> used(worker).minus(before).compareTo(MUCH) >= 0);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(MUCH.multipliedBy(2));
    }

    private List<OsProcess> workers() {
        return machine.processes.all().stream().filter(process -> process.commandLine().contains(" " + MARK + " "))
                .toList();
    }

    /** Time of the processor a process has used so far; none once it is gone. */
    private static Duration used(OsProcess process) {
        String stat = ProcFiles.text(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return fields.length < 13
                ? Duration.ZERO
                : TICK.multipliedBy(Long.parseLong(fields[11]) + Long.parseLong(fields[12]));
    }
}
