package io.faultline.injector.host;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.faultline.injector.fault.process.OsProcess;
import io.faultline.injector.fault.process.Processes;
import io.faultline.injector.fault.process.Signal;

/** The processes of a Linux machine, by /proc and kill(2). */
final class LinuxProcesses implements Processes {
    private final ProcFiles proc;
    private final Protection protection;

    LinuxProcesses(ProcFiles proc, Protection protection) {
        this.proc = proc;
        this.protection = protection;
    }

    /** For who only mends. */
    static LinuxProcesses toMend() {
        ProcFiles proc = new ProcFiles();
        return new LinuxProcesses(proc, Protection.ofNames(proc));
    }

    /** Looked up when it is first called: where it is not needed it need not be there. */
    private static final class Native {
        static final Libc LIBC = new Libc();
    }

    @Override
    public Optional<String> unsupported() {
        return proc.present()
                ? Optional.empty()
                : Optional.of("faults of processes need Linux: the injector's machine has no /proc");
    }

    @Override
    public Optional<OsProcess> find(long pid) {
        return proc.process(pid);
    }

    @Override
    public List<OsProcess> all() {
        return proc.pids().stream().map(proc::process).flatMap(Optional::stream)
                .filter(process -> !process.commandLine().isEmpty()).toList();
    }

    @Override
    public Set<Long> listeningOn(int port) {
        return proc.listeningOn(port);
    }

    @Override
    public Optional<String> protectedAs(OsProcess process) {
        return protection.protectedAs(process);
    }

    @Override
    public Optional<Long> inFile(String path) {
        String text = ProcFiles.text(Path.of(path)).strip();
        return text.matches("\\d{1,9}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    @Override
    public Sent send(long pid, long startedAt, Signal signal) {
        if (find(pid).filter(process -> process.startedAt() == startedAt).isEmpty()) {
            return Sent.GONE;
        }
        return switch (Native.LIBC.kill(pid, number(signal))) {
            case 0 -> Sent.DONE;
            case Libc.ESRCH -> Sent.GONE;
            default -> Sent.FORBIDDEN;
        };
    }

    private static int number(Signal signal) {
        return switch (signal) {
            case KILL -> 9;
            case TERM -> 15;
            case CONT -> 18;
            case STOP -> 19;
        };
    }
}
