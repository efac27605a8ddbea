package io.faultline.injector.host;

import java.io.IOException;
import java.util.List;
import java.util.Random;

import io.faultline.injector.catalogue.Hands;
import io.faultline.injector.fault.process.ProcessChoice;

/** The real machine, for the twins of its drivers. */
final class Machine implements AutoCloseable {
    final LinuxProcesses processes = LinuxProcesses.toMend();
    final JvmWorkers workers = new JvmWorkers(processes, new ProcFiles());
    final LocalDisk disk = new LocalDisk();
    final ProcessChoice choice = new ProcessChoice(processes, new Random(7));
    private final List<Process> started = new java.util.ArrayList<>();

    Hands hands() {
        return Hands.ofThisMachine(processes, workers, disk, (_, _) -> {});
    }

    Process sleeping(String seconds) throws IOException {
        return start("sleep", seconds);
    }

    Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    boolean isFrozen(long pid) {
        return processes.find(pid).orElseThrow().stopped();
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }
}
