package io.faultline.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Processes to freeze, and a look from outside at whether they are. */
final class Sleepers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final long LOOK_NANOS = 200_000;
    private final List<Process> processes = new ArrayList<>();

    static Sleepers start(int count) throws IOException {
        Sleepers sleepers = new Sleepers();
        for (int i = 0; i < count; i++) {
            sleepers.processes.add(new ProcessBuilder("sleep", "100000").start());
        }
        return sleepers;
    }

    List<Long> pids() {
        return processes.stream().map(Process::pid).toList();
    }

    static void awaitFrozen(List<Long> pids) {
        await(pids, true);
    }

    /** When the last of them was seen to run again, by {@link System#nanoTime()}. */
    static long awaitRunning(List<Long> pids) {
        return await(pids, false);
    }

    private static long await(List<Long> pids, boolean frozen) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Long> left = new ArrayList<>(pids);
        while (true) {
            left.removeIf(pid -> isFrozen(pid) == frozen);
            long now = System.nanoTime();
            if (left.isEmpty()) {
                return now;
            }
            if (now > deadline) {
                throw new IllegalStateException("%d of %d processes were not %s within %s".formatted(left.size(),
                        pids.size(), frozen ? "frozen" : "let go on", PATIENCE));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** By the state letter of <code>/proc/PID/stat</code>. */
    private static boolean isFrozen(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
