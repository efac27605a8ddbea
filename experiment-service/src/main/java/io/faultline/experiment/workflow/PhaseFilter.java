package io.faultline.experiment.workflow;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

import io.faultline.contracts.verdict.RunPhase;
import org.jspecify.annotations.Nullable;

/**
 * Which phases of runs are looked for.
 *
 * @param timedOut of those that went wrong, whether they ran out of time; null if it does not matter
 */
public record PhaseFilter(Set<RunPhase> phases, @Nullable Boolean timedOut) {
    public PhaseFilter {
        phases = Set.copyOf(phases);
    }

    /** What fits both. */
    public PhaseFilter and(PhaseFilter other) {
        Set<RunPhase> both = EnumSet.noneOf(RunPhase.class);
        both.addAll(phases);
        both.retainAll(other.phases);
        if (timedOut != null && other.timedOut != null && !Objects.equals(timedOut, other.timedOut)) {
            both.remove(RunPhase.ERROR);
        }
        return new PhaseFilter(both, timedOut == null ? other.timedOut : timedOut);
    }
}
