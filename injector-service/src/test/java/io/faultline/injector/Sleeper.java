package io.faultline.injector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.fault.ProcessTarget;
import org.awaitility.Awaitility;

/** A real process to freeze, and the kernel's word on whether it is. */
record Sleeper(Process process) implements AutoCloseable {
    static Sleeper start() throws IOException {
        return new Sleeper(new ProcessBuilder("sleep", "300").start());
    }

    long pid() {
        return process.pid();
    }

    Fault frozenFor(String name, Duration duration) {
        return Fault.of(name, new ProcessPause(ProcessTarget.withPid(pid())), duration, List.of());
    }

    boolean isFrozen() {
        try {
            String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid())));
            return stat.substring(stat.lastIndexOf(')') + 2).startsWith("T");
        } catch (IOException e) {
            throw new IllegalStateException("the process is gone", e);
        }
    }

    void goesOnWithin(Duration patience) {
        Awaitility.await("goes on").atMost(patience).pollInterval(Duration.ofMillis(5)).until(() -> !isFrozen());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
