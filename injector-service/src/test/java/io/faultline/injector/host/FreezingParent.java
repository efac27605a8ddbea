package io.faultline.injector.host;

import java.time.Duration;

import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.process.PauseProcess;

/** An injector of its own JVM that freezes a process, says so, and then does nothing more: made to be killed. */
final class FreezingParent {
    private FreezingParent() {}

    public static void main(String[] args) throws Exception {
        Machine machine = new Machine();
        var driver = new PauseProcess(new ProcessPause(ProcessTarget.withPid(Long.parseLong(args[0]))),
                machine.choice);
        Undo.LetGoOn undo = driver.plan("m").hits().getFirst().undo();
        ChildWatchdog watchdog = new ChildWatchdog();
        Duration left = Duration.ofMillis(Long.parseLong(args[1]));
        watchdog.arm("1-0", 1, undo, left);
        driver.inject(undo, left);
        System.out.println("frozen");
        Thread.currentThread().join();
    }
}
