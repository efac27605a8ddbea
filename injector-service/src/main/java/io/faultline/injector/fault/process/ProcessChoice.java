package io.faultline.injector.fault.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.FaultRefused;

/** Turns a selector into processes: who matches now, and which of them are hit. */
public record ProcessChoice(Processes processes, RandomGenerator random) {
    /** Those that match, and those of them chosen. */
    public record Chosen(int matched, List<OsProcess> processes) {}

    public Chosen choose(ProcessTarget target) throws FaultRefused {
        Optional<String> unsupported = processes.unsupported();
        if (unsupported.isPresent()) {
            throw new FaultRefused(unsupported.get());
        }
        List<OsProcess> matches = new ArrayList<>(matching(target));
        int chosen = target.chosenOf(matches.size());
        if (chosen < matches.size()) {
            Collections.shuffle(matches, random);
        }
        return new Chosen(matches.size(), matches.stream().limit(chosen).sorted(Comparator.comparing(OsProcess::pid))
                .toList());
    }

    private List<OsProcess> matching(ProcessTarget target) throws FaultRefused {
        if (target.command() != null) {
            return commandsLike(target.command());
        }
        if (target.pid() != null) {
            return named(List.of(target.pid()), "no process has the id " + target.pid());
        }
        if (target.port() != null) {
            return named(processes.listeningOn(target.port()),
                    "no process that can be seen from here listens on TCP port " + target.port());
        }
        String file = String.valueOf(target.pidFile());
        Optional<Long> pid = processes.inFile(file);
        if (pid.isEmpty()) {
            throw new FaultRefused(Refusal.EMPTY_SELECTION, "no process id can be read from " + file);
        }
        return named(List.of(pid.get()), "%s names process %d, which does not run".formatted(file, pid.get()));
    }

    private List<OsProcess> named(Collection<Long> pids, String ifNone) throws FaultRefused {
        List<OsProcess> found = pids.stream().map(processes::find).flatMap(Optional::stream).toList();
        if (found.isEmpty()) {
            throw new FaultRefused(Refusal.EMPTY_SELECTION, ifNone);
        }
        for (OsProcess process : found) {
            Optional<String> what = processes.protectedAs(process);
            if (what.isPresent()) {
                throw new FaultRefused(Refusal.PROTECTED_TARGET, neverHit(process, what.get()));
            }
        }
        return found;
    }

    private List<OsProcess> commandsLike(String expression) throws FaultRefused {
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            throw new FaultRefused("'%s' is no regular expression: %s".formatted(expression, e.getDescription()), e);
        }
        List<OsProcess> matches = processes.all().stream()
                .filter(process -> pattern.matcher(process.commandLine()).find()).toList();
        if (matches.isEmpty()) {
            throw new FaultRefused(Refusal.EMPTY_SELECTION, "no command line matches '%s'".formatted(expression));
        }
        List<OsProcess> left = new ArrayList<>();
        String why = "";
        for (OsProcess process : matches) {
            Optional<String> what = processes.protectedAs(process);
            if (what.isEmpty()) {
                left.add(process);
            } else {
                why = neverHit(process, what.get());
            }
        }
        if (left.isEmpty()) {
            throw new FaultRefused(Refusal.PROTECTED_TARGET,
                    "'%s' matches only what is never hit: %s".formatted(expression, why));
        }
        return left;
    }

    private static String neverHit(OsProcess process, String what) {
        return "process %d (%s) is never hit: it is %s".formatted(process.pid(), process.shown(), what);
    }
}
