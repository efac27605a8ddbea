package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.fault.process.OsProcess;
import io.faultline.injector.fault.process.Signal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Case 4: everything of Faultline's is killed at once, and the machine is whole within a second. */
class WatchdogIT {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Machine machine = new Machine();
    private final List<Process> injectors = new ArrayList<>();
    @TempDir
    private Path home;

    @AfterEach
    void end() throws Exception {
        for (Process injector : injectors) {
            injector.destroyForcibly().waitFor();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> watchdogs().isEmpty());
        machine.close();
    }

    @Test
    void letsAFrozenProcessGoOnWhenItsInjectorIsKilled() throws Exception {
        Process sleep = machine.sleeping("302");
        Process injector = injector(LONG, Duration.ZERO, "", sleep);
        assertThat(journal().read().entries()).singleElement().satisfies(entry -> {
            assertThat(entry.undo()).isEqualTo(letGoOn(sleep));
            assertThat(entry.owner().pid()).isEqualTo(injector.pid());
            assertThat(entry.machine()).isEqualTo(ThisMachine.name().id());
        });

        long killed = kill(injector);
        goesOn(sleep, Duration.ofSeconds(2));
        System.out.printf("Let go on %d ms after kill -9 of the injector%n", (System.nanoTime() - killed) / 1_000_000);

        saidSo("the injector (process %d) died; let process %d go on".formatted(injector.pid(), sleep.pid()));
        Awaitility.await().atMost(PATIENCE).until(() -> journal().read().entries().isEmpty());
    }

    @Test
    void letsAFrozenProcessGoOnAtItsDeadlineThoughTheInjectorHangs() throws Exception {
        Process sleep = machine.sleeping("303");
        Process injector = injector(Duration.ofSeconds(1), Duration.ZERO, "", sleep);
        goesOn(sleep, Duration.ofSeconds(4));
        assertThat(injector.isAlive()).isTrue();
        Awaitility.await().atMost(PATIENCE).until(() -> journal().read().entries().isEmpty());
    }

    @Test
    void oneUndoThatFailsKeepsNoOtherWaiting() throws Exception {
        Path stuck = Files.createDirectories(home.resolve("faultline-stuck/full")).getParent();
        Process[] sleeps = {machine.sleeping("304"), machine.sleeping("305"), machine.sleeping("306")};
        Process injector = injector(LONG, Duration.ZERO, stuck.toString(), sleeps);
        kill(injector);
        for (Process sleep : sleeps) {
            goesOn(sleep, Duration.ofSeconds(2));
        }
        assertThat(journal().read().entries()).extracting(JournalEntry::key).contains("file");
        Files.delete(stuck.resolve("full"));
        Awaitility.await().atMost(PATIENCE).until(() -> Files.notExists(stuck));
        Awaitility.await().atMost(PATIENCE).until(() -> journal().read().entries().isEmpty());
    }

    @Test
    void holdsOnAfterAHandOverAndMendsOnlyWhenNobodyComes() throws Exception {
        Process sleep = machine.sleeping("307");
        Process injector = injector(LONG, Duration.ofSeconds(3), "", sleep);
        kill(injector);
        Awaitility.await().during(Duration.ofMillis(500)).atMost(PATIENCE).until(() -> machine.isFrozen(sleep.pid()));
        goesOn(sleep, PATIENCE);
        saidSo("nobody took over");
    }

    /** Its time is over for whoever has gone on with it, wherever he is. */
    @Test
    void afterAHandOverItMendsWhatIsInAClusterWhenItsTimeIsOver() throws Exception {
        kill(injector(LONG, Duration.ofMillis(100), FreezingParent.CLUSTER));
        saidSo("did not mend it in time, but it could not be mended yet");
        assertThat(Files.readString(home.resolve("watchdog.log"))).doesNotContain("nobody took over");
        ProcessHandle.of(watchdogs().getFirst()).orElseThrow().destroyForcibly();
    }

    /** Case 5, as far as this machine goes. */
    @Test
    void letsGoOfWhatASuccessorHasTakenOver() throws Exception {
        Process sleep = machine.sleeping("308");
        Process injector = injector(LONG, Duration.ofSeconds(60), "", sleep);
        long first = watchdogs().getFirst();
        kill(injector);
        try (ChildWatchdog successor = watchdog()) {
            successor.arm("pause-" + sleep.pid(), 2, letGoOn(sleep), LONG);
            Awaitility.await().atMost(PATIENCE).until(() -> !watchdogs().contains(first));
            assertThat(machine.isFrozen(sleep.pid())).isTrue();
            assertThat(journal().read().entries()).extracting(JournalEntry::fence).containsExactly(2L);
        }
        goesOn(sleep, PATIENCE);
    }

    /** Nobody is left who knows of it but the disk: the next start mends before it does anything else. */
    @Test
    void whatNobodyHoldsAnyMoreIsMendedByTheNextStart() throws Exception {
        Process sleep = machine.sleeping("312");
        Process injector = injector(LONG, Duration.ofSeconds(60), "", sleep);
        Leftovers leftovers = Leftovers.in(journal().folder());
        leftovers.mendOrphans();
        assertThat(machine.isFrozen(sleep.pid())).as("its injector lives").isTrue();
        kill(injector);
        leftovers.mendOrphans();
        assertThat(machine.isFrozen(sleep.pid())).as("its watchdog waits for a successor").isTrue();
        ProcessHandle.of(watchdogs().getFirst()).orElseThrow().destroyForcibly();
        Awaitility.await().atMost(PATIENCE).until(() -> watchdogs().isEmpty());
        leftovers.mendOrphans();
        goesOn(sleep, PATIENCE);
        assertThat(journal().read().entries()).isEmpty();
    }

    /** Case 11: the owner of before wakes up. */
    @Test
    void refusesWhoComesWithALowerFence() throws Exception {
        Process sleep = machine.sleeping("309");
        try (ChildWatchdog zombie = watchdog(); ChildWatchdog owner = watchdog()) {
            zombie.arm("pause", 1, letGoOn(sleep), LONG);
            owner.arm("pause", 2, letGoOn(sleep), LONG);
            assertThatThrownBy(() -> zombie.arm("pause", 1, letGoOn(sleep), LONG))
                    .isInstanceOfSatisfying(FaultRefused.class,
                            refused -> assertThat(refused.refusal()).isEqualTo(Refusal.LEASE_LOST));
            zombie.disarm("pause");
            assertThat(journal().read().entries()).extracting(JournalEntry::fence).containsExactly(2L);
            owner.disarm("pause");
            assertThat(journal().read().entries()).isEmpty();
        }
    }

    @Test
    void refusesTheFaultIfItsUndoCannotBeKept() throws Exception {
        Path file = Files.writeString(home.resolve("no-folder"), "");
        try (ChildWatchdog watchdog = new ChildWatchdog(new Journal(file), ThisMachine.name(),
                InstantSource.system(), machine.workers, List.of())) {
            assertThatThrownBy(() -> watchdog.arm("pause", 1, new Undo.DeleteFile("faultline-x"), LONG))
                    .isInstanceOf(FaultRefused.class).hasMessageContaining("its undo cannot be kept");
        }
    }

    @Test
    void isReplacedWhenItDiesWhileSomethingIsArmed() throws Exception {
        Process sleep = machine.sleeping("310");
        try (ChildWatchdog watchdog = watchdog()) {
            watchdog.arm("pause", 1, letGoOn(sleep), LONG);
            long first = watchdogs().getFirst();
            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            Awaitility.await().atMost(PATIENCE)
                    .until(() -> watchdogs().stream().anyMatch(each -> each != first));
        }
    }

    @Test
    void isReplacedBeforeTheNextEffectWhenSomebodyHasFrozenIt() throws Exception {
        try (ChildWatchdog watchdog = watchdog()) {
            watchdog.prepare();
            long first = watchdogs().getFirst();
            machine.processes.send(first, machine.processes.find(first).orElseThrow().startedAt(), Signal.STOP);
            Awaitility.await().until(() -> machine.isFrozen(first));
            watchdog.arm("file", 1, new Undo.DeleteFile(home.resolve("faultline-x").toString()), LONG);
            Awaitility.await().atMost(PATIENCE).until(() -> !watchdogs().contains(first));
            assertThat(watchdogs()).hasSize(1);
        }
    }

    @Test
    void mendsFirstWhenItIsToldToEnd() throws Exception {
        Process sleep = machine.sleeping("311");
        injector(LONG, Duration.ZERO, "", sleep);
        ProcessHandle.of(watchdogs().getFirst()).orElseThrow().destroy();
        goesOn(sleep, PATIENCE);
    }

    /** What ends all processes of a terminal ends those of its session. */
    @Test
    void livesInASessionOfItsOwn() throws Exception {
        injector(LONG, Duration.ZERO, "");
        long pid = watchdogs().getFirst();
        String stat = ProcFiles.text(Path.of("/proc/" + pid + "/stat"));
        assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[3]).isEqualTo(Long.toString(pid));
    }

    private ChildWatchdog watchdog() {
        return new ChildWatchdog(journal(), ThisMachine.name(), InstantSource.system(), machine.workers, List.of());
    }

    private Journal journal() {
        return new Journal(home.resolve("journal"));
    }

    private Undo.LetGoOn letGoOn(Process process) {
        return new Undo.LetGoOn(process.pid(), machine.processes.find(process.pid()).orElseThrow().startedAt());
    }

    /** Those of this test, by the journal they were given. */
    private List<Long> watchdogs() {
        return machine.processes.all().stream()
                .filter(process -> process.commandLine().contains(WatchdogProcess.class.getName())
                        && process.commandLine().contains(home.toString()))
                .map(OsProcess::pid).toList();
    }

    private void saidSo(String words) {
        Path log = home.resolve("watchdog.log");
        Awaitility.await().atMost(PATIENCE).until(() -> Files.exists(log) && Files.readString(log).contains(words));
    }

    private void goesOn(Process sleep, Duration patience) {
        Awaitility.await().atMost(patience).pollInterval(Duration.ofMillis(5))
                .until(() -> !machine.isFrozen(sleep.pid()));
    }

    private static long kill(Process injector) throws InterruptedException {
        injector.destroyForcibly().waitFor();
        return System.nanoTime();
    }

    /** Returns when the watchdog is armed and all are frozen. */
    private Process injector(Duration longest, Duration grace, String file, Process... targets) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED",
                FreezingParent.class.getName(), home.resolve("journal").toString(),
                Long.toString(longest.toMillis()), Long.toString(grace.toMillis()), file));
        Arrays.stream(targets).map(Process::pid).map(String::valueOf).forEach(command::add);
        if (targets.length == 0 && file.isEmpty()) {
            command.set(command.size() - 1, home.resolve("faultline-none").toString());
        }
        Process injector = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        injectors.add(injector);
        try (var out = injector.inputReader()) {
            assertThat(out.lines().anyMatch("frozen"::equals)).isTrue();
        }
        for (Process target : targets) {
            Awaitility.await().until(() -> machine.isFrozen(target.pid()));
        }
        return injector;
    }
}
