package io.faultline.probe.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * A process and everything it started, also what has left its parent or its session: whoever inherited the mark in its
 * environment belongs to it.
 */
record ProcessTree(Process root, String mark) {
    private static final int ROUNDS = 5;

    /** Kills without asking (SIGKILL), again and again until nobody is left who could start another. */
    void kill() {
        for (int round = 0; round < ROUNDS; round++) {
            Set<ProcessHandle> alive = marked();
            root.descendants().forEach(alive::add);
            root.destroyForcibly();
            alive.forEach(ProcessHandle::destroyForcibly);
            if (alive.isEmpty()) {
                return;
            }
        }
    }

    private Set<ProcessHandle> marked() {
        Set<ProcessHandle> found = new HashSet<>();
        Path proc = Path.of("/proc");
        if (!Files.isDirectory(proc)) {
            return found;
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path each : processes) {
                if (isMarked(each)) {
                    ProcessHandle.of(Long.parseLong(each.getFileName().toString())).ifPresent(found::add);
                }
            }
        } catch (IOException _) {
            return found;
        }
        return found;
    }

    private boolean isMarked(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1).contains(mark);
        } catch (IOException _) {
            return false;
        }
    }
}
