package io.faultline.experiment.workflow;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.contracts.verdict.RunPhase;

/** How far a run is, in the words of Litmus: what has not ended is Running, even when it is ending. */
public final class PhaseRules {
    private PhaseRules() {}

    public static String word(RunPhase phase) {
        return switch (phase) {
            case QUEUED -> "Queued";
            case RUNNING, STOPPING, SETTLED -> "Running";
            case COMPLETED -> "Completed";
            case COMPLETED_WITH_PROBE_FAILURE -> "Completed_With_Probe_Failure";
            case STOPPED -> "Stopped";
            case ERROR -> "Error";
        };
    }

    /** The phases a word means; Litmus 2.x says Succeeded, Failed and Terminated. What no run of ours is ever in means none. */
    public static Set<RunPhase> meant(String word) {
        return switch (word) {
            case "Succeeded" -> EnumSet.of(RunPhase.COMPLETED);
            case "Failed" -> EnumSet.of(RunPhase.COMPLETED_WITH_PROBE_FAILURE, RunPhase.ERROR);
            case "Terminated" -> EnumSet.of(RunPhase.STOPPED);
            default -> Stream.of(RunPhase.values()).filter(phase -> word(phase).equals(word))
                    .collect(() -> EnumSet.noneOf(RunPhase.class), EnumSet::add, EnumSet::addAll);
        };
    }

    public static Set<RunPhase> meant(Collection<String> words) {
        Set<RunPhase> phases = EnumSet.noneOf(RunPhase.class);
        words.forEach(word -> phases.addAll(meant(word)));
        return phases;
    }
}
