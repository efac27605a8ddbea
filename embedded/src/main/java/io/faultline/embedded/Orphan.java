package io.faultline.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The postmaster a killed JVM left running: zonky would silently talk to it (same port), or wait for a start that
 * cannot succeed (another port).
 */
final class Orphan {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Orphan() {}

    /** Ends the postmaster of this data folder, if there is one. To be called by the holder of the folder's lock. */
    static void end(Path data) throws IOException {
        Optional<ProcessHandle> orphan = find(data);
        if (orphan.isPresent()) {
            end(orphan.get(), data);
        }
    }

    private static Optional<ProcessHandle> find(Path data) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.getFirst().strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(lines.getFirst().strip())).filter(process -> runsOn(process, data));
    }

    /** Pids are used again: only a postgres that names this very folder is meant. */
    private static boolean runsOn(ProcessHandle process, Path data) {
        boolean postgres = process.info().command().filter(command -> command.endsWith("postgres")).isPresent();
        return postgres && process.info().arguments()
                .map(arguments -> Arrays.asList(arguments).contains(data.toString())).orElse(true);
    }

    private static void end(ProcessHandle process, Path data) throws IOException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).inheritIO().start();
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new EmbeddedFailure("A Postgres left behind (pid %d) still runs on %s and does not end: kill it."
                    .formatted(process.pid(), data), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedFailure("Interrupted while ending the Postgres left behind on " + data, e);
        }
    }
}
