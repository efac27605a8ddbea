package io.faultline.injector.host;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.process.PauseProcess;

/** An injector of its own JVM that freezes processes, says so, and then does nothing more: made to be killed. */
final class FreezingParent {
    /** Instead of a file to undo: something in a cluster, which nobody reaches. */
    static final String CLUSTER = "cluster";
    static final Duration IN_CLUSTER = Duration.ofMillis(500);

    private FreezingParent() {}

    /** Arguments: the journal, milliseconds to freeze, milliseconds of grace (0: no hand-over), a file to undo, pids. */
    public static void main(String[] args) throws Exception {
        Machine machine = new Machine();
        ChildWatchdog watchdog = new ChildWatchdog(new Journal(Path.of(args[0])), ThisMachine.name(),
                InstantSource.system(), machine.workers, List.of());
        Duration left = Duration.ofMillis(Long.parseLong(args[1]));
        if (args[3].equals(CLUSTER)) {
            watchdog.arm("node", 1, new ApiUndo.Uncordon(null, "node-1", "uid", "m", false), IN_CLUSTER);
        } else if (!args[3].isEmpty()) {
            watchdog.arm("file", 1, new Undo.DeleteFile(args[3]), left);
        }
        for (int i = 4; i < args.length; i++) {
            var driver = new PauseProcess(new ProcessPause(ProcessTarget.withPid(Long.parseLong(args[i]))),
                    machine.choice);
            Undo.LetGoOn undo = driver.plan("m").hits().getFirst().undo();
            watchdog.arm("pause-" + args[i], 1, undo, left);
            driver.inject(undo, left);
        }
        long grace = Long.parseLong(args[2]);
        if (grace > 0) {
            watchdog.handOver(Duration.ofMillis(grace));
        }
        System.out.println("frozen");
        Thread.currentThread().join();
    }
}
