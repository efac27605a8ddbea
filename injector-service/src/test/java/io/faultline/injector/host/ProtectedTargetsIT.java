package io.faultline.injector.host;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.network.Lifelines;
import io.faultline.injector.fault.process.OsProcess;
import io.faultline.injector.fault.process.ProcessChoice;
import io.faultline.injector.fault.process.ProtectionRules;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What no experiment can hit, however it is selected: seen on real processes. */
class ProtectedTargetsIT {
    private final Machine machine = new Machine();
    @TempDir
    private Path folder;

    @AfterEach
    void end() {
        machine.close();
    }

    @Test
    void theInjectorThoseItDescendsFromAndTheFirstProcess() {
        ProcessHandle self = ProcessHandle.current();
        refuses(ProcessTarget.withPid(self.pid()), "the injector itself");
        refuses(ProcessTarget.withPid(self.parent().orElseThrow().pid()), "descends from");
        refuses(ProcessTarget.withPid(1), "PID 1");
    }

    @Test
    void itsWatchdogAlsoByItsPidFile() throws Exception {
        try (ChildWatchdog watchdog = new ChildWatchdog(new Journal(folder.resolve("journal")), ThisMachine.name(),
                InstantSource.system(), machine.workers, List.of())) {
            watchdog.prepare();
            long pid = machine.processes.all().stream()
                    .filter(process -> process.commandLine().contains(folder.toString())).findFirst().orElseThrow()
                    .pid();
            refuses(ProcessTarget.withPid(pid), "a process of Faultline's own");
            Path file = Files.writeString(folder.resolve("pid"), pid + "\n");
            refuses(new ProcessTarget(null, null, file.toString(), null, null, null), "a process of Faultline's own");
            refuses(new ProcessTarget(null, null, null, "WatchdogProcess " + folder, null, null), "only what is never");
        }
    }

    /** The child of the database's server serves for it; a child of ours serves nobody. */
    @Test
    void whoServesItsDatabaseOrBrokerAndTheChildrenOfThat() throws Exception {
        Process server = machine.start(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), ListeningParent.class.getName());
        String[] said = server.inputReader().readLine().split(" ");
        int port = Integer.parseInt(said[0]);
        Lifelines lifelines = Lifelines.of("jdbc:postgresql://localhost:%d/faultline".formatted(port), "");
        refuses(choice(lifelines, List.of()), ProcessTarget.listeningOn(port), "the database Faultline keeps");
        refuses(choice(Lifelines.of("", "127.0.0.1:" + port), List.of()), ProcessTarget.withPid(server.pid()),
                "the broker Faultline talks by");
        refuses(choice(lifelines, List.of()), ProcessTarget.withPid(Long.parseLong(said[1])), "the database");
        server.getOutputStream().close();
        try (ServerSocket mine = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Lifelines embedded = Lifelines.of("", "127.0.0.1:" + mine.getLocalPort());
            assertThat(choice(embedded, List.of()).choose(ProcessTarget.withPid(machine.sleeping("320").pid()))
                    .processes())
                    .hasSize(1);
        }
    }

    @Test
    void whoKeepsTheMachineAndWhoIsNamedInTheSettings() throws Exception {
        Path kubelet = Files.createSymbolicLink(folder.resolve("kubelet"), sleep());
        long pid = machine.start(kubelet.toString(), "321").pid();
        refuses(ProcessTarget.withPid(pid), "keep this machine");
        long named = machine.sleeping("322").pid();
        refuses(choice(Lifelines.of("", ""), List.of("sleep 32[2]")), ProcessTarget.withPid(named),
                "protected-commands");
    }

    @Test
    void areLeftOutOfWhatACommandMatches() throws Exception {
        Path kubelet = Files.createSymbolicLink(folder.resolve("kubelet"), sleep());
        machine.start(kubelet.toString(), "323");
        long target = machine.sleeping("323").pid();
        ProcessTarget both = new ProcessTarget(null, null, null, "(sleep|kubelet) 323$", null, null);
        assertThat(choice(Lifelines.of("", ""), List.of()).choose(both).processes()).extracting(OsProcess::pid)
                .containsExactly(target);
    }

    private static Path sleep() {
        return Path.of("/usr/bin/sleep").toAbsolutePath();
    }

    private static ProcessChoice choice(Lifelines lifelines, List<String> commands) {
        ProcFiles proc = new ProcFiles();
        return new ProcessChoice(
                new LinuxProcesses(proc, new Protection(proc, ProtectionRules.and(commands), lifelines)),
                new Random(1));
    }

    private static void refuses(ProcessTarget target, String why) {
        refuses(choice(Lifelines.of("", ""), List.of()), target, why);
    }

    private static void refuses(ProcessChoice choice, ProcessTarget target, String why) {
        assertThatThrownBy(() -> choice.choose(target)).isInstanceOfSatisfying(FaultRefused.class, refused -> {
            assertThat(refused.refusal()).isEqualTo(Refusal.PROTECTED_TARGET);
            assertThat(refused.reason()).contains(why);
        });
    }
}
