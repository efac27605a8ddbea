package io.faultline.injector.host;

import java.time.Duration;

import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.DriverContract;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.process.PauseProcess;
import io.faultline.injector.fault.process.Processes;
import io.faultline.injector.fault.process.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PauseProcessIT extends DriverContract<Undo.LetGoOn> {
    private final Machine machine = new Machine();
    private Process sleep;

    @BeforeEach
    void start() throws Exception {
        sleep = machine.sleeping("300");
    }

    @AfterEach
    void end() {
        machine.close();
    }

    @Override
    protected Driver<Undo.LetGoOn> driver() {
        return new PauseProcess(new ProcessPause(ProcessTarget.withPid(sleep.pid())), machine.choice);
    }

    @Override
    protected Mender mender() {
        return machine.hands();
    }

    @Override
    protected boolean isInForce() {
        return machine.isFrozen(sleep.pid());
    }

    @Test
    void neverTouchesAProcessThatOnlyHasTheSamePid() {
        long started = machine.processes.find(sleep.pid()).orElseThrow().startedAt();
        assertThat(machine.processes.send(sleep.pid(), started - 1, Signal.KILL)).isEqualTo(Processes.Sent.GONE);
        assertThat(sleep.isAlive()).isTrue();
    }

    @Test
    void aTargetThatDiesDuringTheFaultNeedsNoMending() throws Exception {
        Undo.LetGoOn undo = driver().plan("m").hits().getFirst().undo();
        driver().inject(undo, Duration.ofSeconds(20));
        sleep.destroyForcibly().waitFor();
        mender().revert(undo);
        assertThatThrownBy(() -> driver().inject(undo, Duration.ofSeconds(20))).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("gone meanwhile");
    }

    @Test
    void refusesAProcessThatOthersHaveFrozen() throws Exception {
        driver().inject(driver().plan("m").hits().getFirst().undo(), Duration.ZERO);
        org.awaitility.Awaitility.await().until(this::isInForce);
        assertThatThrownBy(() -> driver().plan("m")).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("frozen already");
    }
}
