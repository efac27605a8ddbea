package io.faultline.experiment.graphql;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.experiment.history.RunRecord;
import io.faultline.experiment.workflow.PhaseFilter;
import io.faultline.formats.litmus.LitmusPhases;
import org.jspecify.annotations.Nullable;

/** Phases of runs as clients name them, and look for them. */
final class Phases {
    static final PhaseFilter NOT_OVER = new PhaseFilter(Set.of(RunPhase.QUEUED, RunPhase.RUNNING, RunPhase.STOPPING,
            RunPhase.SETTLED), null);
    private static final String TIMEOUT = "Timeout";

    private Phases() {}

    static String word(RunRecord run) {
        StopCause cause = run.told(RunSettled.class).stream().map(RunSettled::cause).filter(Objects::nonNull)
                .findFirst().orElse(null);
        return LitmusPhases.ofRun(run.summary().phase(), cause);
    }

    /** Null if any will do. */
    static @Nullable PhaseFilter meant(@Nullable String word) {
        return word == null || word.isBlank() ? null : meant(List.of(word));
    }

    /** One of these words; null if any will do. */
    static @Nullable PhaseFilter meant(@Nullable List<@Nullable String> words) {
        List<String> given = Stream.ofNullable(words).flatMap(List::stream).filter(Objects::nonNull).toList();
        if (given.isEmpty() || given.contains("All")) {
            return null;
        }
        boolean wrong = given.stream().filter(word -> !word.equals(TIMEOUT))
                .anyMatch(word -> LitmusPhases.meant(word).contains(RunPhase.ERROR));
        boolean late = given.contains(TIMEOUT) || given.contains("Failed");
        return new PhaseFilter(LitmusPhases.meant(given), wrong == late ? null : late);
    }

    /** What fits both; null is anything. */
    static @Nullable PhaseFilter both(@Nullable PhaseFilter one, @Nullable PhaseFilter other) {
        return one == null || other == null ? one == null ? other : one : one.and(other);
    }
}
