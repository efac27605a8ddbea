package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.faultline.injector.fault.beside.Victim;
import io.faultline.injector.fault.process.OsProcess;

/** Whose processes are whose on a node: their control groups bear the names of pods and containers. */
final class NodeProcesses {
    private static final Path PROC = Path.of("/proc");

    private final ProcFiles proc;
    private final Map<String, OsProcess> oldest = new ConcurrentHashMap<>();

    NodeProcesses(ProcFiles proc) {
        this.proc = proc;
    }

    /** The main process of a container: the first of its processes. Workers moved into it are younger. */
    Optional<OsProcess> mainOf(Victim victim) {
        return of(List.of(victim.container())).stream().min(Comparator.comparingLong(OsProcess::startedAt)
                .thenComparingLong(OsProcess::pid));
    }

    /** The same, looked for once as long as it lives. */
    Optional<OsProcess> lastingMainOf(Victim victim) {
        return lasting(victim.container(), () -> mainOf(victim));
    }

    /** As before, or says that there is none. */
    OsProcess running(Victim victim) throws IOException {
        return mainOf(victim)
                .orElseThrow(() -> new IOException("%s does not run on this node any more".formatted(victim.name())));
    }

    /**
     * Any process of the pod, the oldest first: that which holds its network together lives as long as the pod, so it is
     * looked for once.
     */
    Optional<OsProcess> anyOf(Victim victim) {
        return lasting(victim.pod(),
                () -> allOf(victim).stream().min(Comparator.comparingLong(OsProcess::startedAt)));
    }

    private Optional<OsProcess> lasting(String whose, Supplier<Optional<OsProcess>> look) {
        Optional<OsProcess> known = Optional.ofNullable(oldest.get(whose)).filter(before -> proc
                .process(before.pid()).filter(now -> now.startedAt() == before.startedAt()).isPresent());
        if (known.isPresent()) {
            return known;
        }
        Optional<OsProcess> found = look.get();
        found.ifPresentOrElse(process -> oldest.put(whose, process), () -> oldest.remove(whose));
        return found;
    }

    /** One process for each container of the pod there is now. */
    List<OsProcess> eachOf(Victim victim) {
        Map<String, OsProcess> first = new HashMap<>();
        allOf(victim).stream().sorted(Comparator.comparingLong(OsProcess::startedAt).reversed())
                .forEach(process -> first.put(groups(process.pid()).lines().findFirst().orElse(""), process));
        return List.copyOf(first.values());
    }

    /** In the names of control groups a pod's hyphens may be underscores. */
    private List<OsProcess> allOf(Victim victim) {
        return of(List.of(victim.pod(), victim.pod().replace('-', '_')));
    }

    private List<OsProcess> of(List<String> names) {
        if (names.contains("")) {
            return List.of();
        }
        return proc.pids().stream().filter(pid -> {
            String groups = groups(pid);
            return names.stream().anyMatch(groups::contains);
        }).map(proc::process).flatMap(Optional::stream).filter(process -> !process.commandLine().isEmpty()
                && !process.commandLine().contains(StressProcess.class.getName())).toList();
    }

    private static String groups(long pid) {
        return ProcFiles.text(PROC.resolve(pid + "/cgroup"));
    }

    /** The kubelet of this node. */
    Optional<OsProcess> kubelet() {
        return proc.pids().stream().filter(pid -> ProcFiles.text(PROC.resolve(pid + "/comm")).strip().equals("kubelet"))
                .map(proc::process).flatMap(Optional::stream).findFirst();
    }

    static Path rootOf(long pid) {
        return PROC.resolve(pid + "/root");
    }
}
