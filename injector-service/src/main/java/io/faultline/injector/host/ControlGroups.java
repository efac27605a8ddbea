package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The control groups of a node, where its pod has them mounted: a hierarchy for each controller (v1), or one for all
 * (v2).
 */
final class ControlGroups {
    private static final Path MOUNTED = Path.of("/node/cgroup");

    private ControlGroups() {}

    /** Puts a process where another one is: what it takes is taken from that one's limits. */
    static void join(long pid, long other) throws IOException {
        List<String> joined = new ArrayList<>();
        for (String line : ProcFiles.text(Path.of("/proc/" + other + "/cgroup")).lines().toList()) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && put(pid, parts[1], parts[2])) {
                joined.add(parts[1]);
            }
        }
        if (joined.stream().noneMatch(each -> each.isEmpty() || each.contains("cpu") || each.contains("memory"))) {
            throw new IOException("its control groups were not found below " + MOUNTED);
        }
    }

    /** Puts a process outside of all containers, so that it does not end with ours. */
    static void leave(long pid) throws IOException {
        for (String line : ProcFiles.text(Path.of("/proc/" + pid + "/cgroup")).lines().toList()) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3) {
                put(pid, parts[1], "/");
            }
        }
    }

    private static boolean put(long pid, String controllers, String group) throws IOException {
        Path hierarchy = controllers.isEmpty() ? unified() : MOUNTED.resolve(controllers.replace("name=", ""));
        Path file = hierarchy.resolve(group.substring(1)).resolve("cgroup.procs");
        if (!Files.exists(file)) {
            return false;
        }
        Files.writeString(file, Long.toString(pid));
        return true;
    }

    /** Beside hierarchies of the first version it has a folder of its own. */
    private static Path unified() {
        Path beside = MOUNTED.resolve("unified");
        return Files.isDirectory(beside) ? beside : MOUNTED;
    }
}
