package io.faultline.injector.host;

import java.nio.file.Files;
import java.nio.file.Path;

import io.faultline.contracts.fault.KillSignal;
import io.faultline.contracts.fault.ProcessKill;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.DriverContract;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.process.KillProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class KillProcessIT extends DriverContract<Undo.Killed> {
    private final Machine machine = new Machine();
    @TempDir
    private Path folder;
    private Process sleep;

    @BeforeEach
    void start() throws Exception {
        sleep = machine.sleeping("300");
        Files.writeString(folder.resolve("pid"), sleep.pid() + "\n");
    }

    @AfterEach
    void end() {
        machine.close();
    }

    @Override
    protected Driver<Undo.Killed> driver() {
        ProcessTarget target = new ProcessTarget(null, null, folder.resolve("pid").toString(), null, null, null);
        return new KillProcess(new ProcessKill(target, KillSignal.TERM), machine.choice);
    }

    @Override
    protected Mender mender() {
        return machine.hands();
    }

    @Override
    protected boolean isInForce() {
        return !sleep.isAlive();
    }

    @Override
    protected boolean canBeTakenAway() {
        return false;
    }
}
