package io.faultline.injector.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.faultline.injector.fault.process.OsProcess;

/** Reads /proc. Processes come and go while it is read: what cannot be read is not there. */
final class ProcFiles {
    private static final String LISTENING = "0A";
    private static final int PARENT = 1;
    private static final int STARTED = 19;

    private final Path root = Path.of("/proc");

    boolean present() {
        return Files.isReadable(root.resolve("self/stat"));
    }

    List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(root, "[0-9]*")) {
            found.forEach(path -> pids.add(Long.parseLong(path.getFileName().toString())));
        } catch (IOException e) {
            return List.of();
        }
        return pids;
    }

    Optional<OsProcess> process(long pid) {
        List<String> stat = stat(pid);
        if (stat.size() <= STARTED || stat.getFirst().matches("[ZX]")) {
            return Optional.empty();
        }
        String command = text(root.resolve(pid + "/cmdline")).replace('\0', ' ').strip();
        return Optional.of(new OsProcess(pid, Long.parseLong(stat.get(STARTED)), command,
                stat.getFirst().matches("[Tt]")));
    }

    Optional<Long> parent(long pid) {
        List<String> stat = stat(pid);
        return stat.size() <= PARENT ? Optional.empty() : Optional.of(Long.parseLong(stat.get(PARENT)));
    }

    /** What follows the command's name, which may itself hold blanks and parentheses. */
    private List<String> stat(long pid) {
        String stat = text(root.resolve(pid + "/stat"));
        return List.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "));
    }

    Set<Long> listeningOn(int port) {
        Set<String> sockets = listening(port);
        Set<Long> pids = new HashSet<>();
        if (!sockets.isEmpty()) {
            pids().stream().filter(pid -> holds(pid, sockets)).forEach(pids::add);
        }
        return pids;
    }

    /** Whether one of these processes does. */
    boolean listens(Set<Long> pids, int port) {
        Set<String> sockets = listening(port);
        return !sockets.isEmpty() && pids.stream().anyMatch(pid -> holds(pid, sockets));
    }

    private Set<String> listening(int port) {
        Set<String> sockets = new HashSet<>();
        List.of("net/tcp", "net/tcp6").forEach(table -> text(root.resolve(table)).lines().skip(1)
                .map(line -> line.strip().split("\\s+")).filter(row -> row.length > 9 && row[3].equals(LISTENING))
                .filter(row -> row[1].endsWith(":%04X".formatted(port).toUpperCase(Locale.ROOT)))
                .forEach(row -> sockets.add("socket:[" + row[9] + "]")));
        return sockets;
    }

    private boolean holds(long pid, Set<String> sockets) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(root.resolve(pid + "/fd"))) {
            for (Path descriptor : open) {
                if (sockets.contains(link(descriptor))) {
                    return true;
                }
            }
        } catch (IOException e) {
            return false;
        }
        return false;
    }

    private static String link(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** Memory the kernel reckons can be had without swapping, within this control group's limit; in bytes. */
    long availableMemory() {
        long machine = text(root.resolve("meminfo")).lines().filter(line -> line.startsWith("MemAvailable:"))
                .mapToLong(line -> number(line) << 10).findFirst().orElse(0);
        Path group = Path.of("/sys/fs/cgroup");
        String limit = text(group.resolve("memory.max")).strip();
        if (!limit.matches("\\d+")) {
            return machine;
        }
        return Math.min(machine, Long.parseLong(limit) - number(text(group.resolve("memory.current"))));
    }

    static long number(String text) {
        String digits = text.replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
    }

    static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
