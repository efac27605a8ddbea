package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import io.faultline.injector.fault.Undo;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WatchdogIT {
    private final Machine machine = new Machine();

    @AfterEach
    void end() {
        machine.close();
    }

    @Test
    void letsAFrozenProcessGoOnWhenItsInjectorIsKilled() throws Exception {
        Process sleep = machine.sleeping("302");
        Process injector = injector(sleep.pid(), Duration.ofMinutes(10));
        Awaitility.await().until(() -> machine.isFrozen(sleep.pid()));
        injector.destroyForcibly().waitFor();
        long killed = System.nanoTime();
        goesOn(sleep, Duration.ofSeconds(2));
        System.out.println("Let go on %d ms after kill -9 of the injector"
                .formatted(Duration.ofNanos(System.nanoTime() - killed).toMillis()));
    }

    @Test
    void letsAFrozenProcessGoOnAtItsDeadlineThoughTheInjectorHangs() throws Exception {
        Process sleep = machine.sleeping("303");
        Process injector = injector(sleep.pid(), Duration.ofSeconds(1));
        Awaitility.await().until(() -> machine.isFrozen(sleep.pid()));
        goesOn(sleep, Duration.ofSeconds(3));
        assertThat(injector.isAlive()).isTrue();
        injector.destroyForcibly();
    }

    @Test
    void isReplacedWhenItDiesWhileSomethingIsArmed() throws Exception {
        Process sleep = machine.sleeping("304");
        var process = machine.processes.find(sleep.pid()).orElseThrow();
        try (ChildWatchdog watchdog = new ChildWatchdog()) {
            watchdog.arm("1-0", 1, new Undo.LetGoOn(sleep.pid(), process.startedAt()), Duration.ofMinutes(1));
            long first = watchdogOfMine();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            Awaitility.await().until(() -> watchdogOfMine() > 0 && watchdogOfMine() != first);
        }
    }

    private long watchdogOfMine() {
        return ProcessHandle.current().children().map(ProcessHandle::pid)
                .filter(pid -> machine.processes.find(pid)
                        .filter(found -> found.commandLine().contains(WatchdogProcess.class.getName())).isPresent())
                .findFirst().orElse(0L);
    }

    private void goesOn(Process sleep, Duration patience) {
        Awaitility.await().atMost(patience).pollInterval(Duration.ofMillis(5))
                .until(() -> !machine.isFrozen(sleep.pid()));
    }

    private static Process injector(long pid, Duration longest) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED",
                FreezingParent.class.getName(), Long.toString(pid), Long.toString(longest.toMillis()))
                .redirectErrorStream(true).start();
    }
}
