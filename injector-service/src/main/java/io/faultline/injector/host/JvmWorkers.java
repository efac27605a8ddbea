package io.faultline.injector.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import io.faultline.injector.fault.process.OsProcess;
import io.faultline.injector.fault.process.Processes;
import io.faultline.injector.fault.process.Signal;
import io.faultline.injector.fault.stress.Workers;

/** Worker processes: small JVMs, found again by the mark on their command line. */
final class JvmWorkers implements Workers {
    private static final long SPARED = 256L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration GRACE = Duration.ofSeconds(1);
    /** It says so when it has taken what it is to take; all the memory of a big machine takes a while. */
    private static final Duration BEGINS = Duration.ofSeconds(60);

    private final Processes processes;
    private final ProcFiles proc;
    private final Duration begins;
    private final Set<Process> children = ConcurrentHashMap.newKeySet();

    /** A worker did not even begin. */
    static final class EndedAtOnce extends IOException {
        private static final int KILLED = 137;
        private final int code;

        EndedAtOnce(int code) {
            super("it ended at once, with code " + code);
            this.code = code;
        }

        /** By the kernel, for want of memory. */
        boolean wasKilled() {
            return code == KILLED;
        }
    }

    JvmWorkers(Processes processes, ProcFiles proc) {
        this(processes, proc, BEGINS);
    }

    /** @param begins by then a worker does, or is ended */
    JvmWorkers(Processes processes, ProcFiles proc, Duration begins) {
        this.processes = processes;
        this.proc = proc;
        this.begins = begins;
    }

    @Override
    public void start(String mark, List<String> work, Duration longest) throws IOException, InterruptedException {
        if (!isAtWork(mark)) {
            await(start(mark, List.of(), work, longest));
        }
    }

    boolean isAtWork(String mark) {
        return !bearing(mark).isEmpty();
    }

    /** Starts one inside the control groups of another process, with which it ends. */
    void startBeside(long pid, String mark, List<String> work, Duration longest)
            throws IOException, InterruptedException {
        Process worker = start(mark, List.of(StressProcess.BESIDE, Long.toString(pid)), work, longest);
        try {
            ControlGroups.join(worker.pid(), pid);
            worker.getOutputStream().write(StressProcess.GO);
            worker.getOutputStream().flush();
        } catch (IOException e) {
            worker.destroyForcibly();
            throw e;
        }
        await(worker);
    }

    private Process start(String mark, List<String> where, List<String> work, Duration longest) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(mark, Long.toString(longest.plus(GRACE).toMillis())));
        arguments.addAll(where);
        arguments.addAll(work);
        Process worker = ChildJvm.start(ChildJvm.COMPILED, StressProcess.class, arguments.toArray(String[]::new));
        children.add(worker);
        worker.onExit().thenRun(() -> children.remove(worker));
        return worker;
    }

    private void await(Process worker) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + begins.toNanos();
        var out = new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8));
        while (!out.ready()) {
            if (!worker.isAlive()) {
                throw new EndedAtOnce(worker.exitValue());
            }
            if (System.nanoTime() > giveUp) {
                worker.destroyForcibly();
                throw new IOException("a worker did not begin within %d ms".formatted(begins.toMillis()));
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            if (Thread.interrupted()) {
                worker.destroyForcibly();
                throw new InterruptedException("stopped while a worker started");
            }
        }
    }

    /** They are another injector's from here on: our end is not theirs. */
    void handOver() {
        for (Process worker : children) {
            try {
                worker.getOutputStream().write(StressProcess.STAY);
                worker.getOutputStream().flush();
            } catch (IOException e) {
                children.remove(worker);
            }
        }
    }

    @Override
    public boolean end(String mark) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        List<OsProcess> left = bearing(mark);
        while (!left.isEmpty() && System.nanoTime() < giveUp) {
            left.forEach(worker -> processes.send(worker.pid(), worker.startedAt(), Signal.KILL));
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            left = bearing(mark);
        }
        return left.isEmpty();
    }

    private List<OsProcess> bearing(String mark) {
        return processes.all().stream().filter(process -> process.commandLine().contains(" " + mark + " ")
                && process.commandLine().contains(StressProcess.class.getName())).toList();
    }

    @Override
    public long memoryToSpare() {
        return proc.availableMemory() - SPARED;
    }
}
