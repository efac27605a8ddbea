package io.faultline.experiment.history;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.verdict.RunPhase;
import org.jspecify.annotations.Nullable;

/**
 * What facts change in the history of a run: applied twice it changes no more than once, and an earlier phase never
 * replaces a later one.
 *
 * @param facts what is told of the run in detail, by the part of the run it concerns
 */
public record Change(RunId run, ProjectId project, Instant seenAt, @Nullable ExperimentRequested requested,
        RunPhase phase, @Nullable Instant startedAt, @Nullable Instant endedAt, @Nullable RunCompleted completed,
        Map<String, RunFact> facts) {
    /** Both changes, one after the other. */
    public Change then(Change later) {
        Map<String, RunFact> all = new LinkedHashMap<>(facts);
        all.putAll(later.facts);
        boolean further = HistoryRules.rank(later.phase) >= HistoryRules.rank(phase);
        return new Change(run, project, seenAt, requested == null ? later.requested : requested,
                further ? later.phase : phase, later.startedAt == null ? startedAt : later.startedAt,
                later.endedAt == null ? endedAt : later.endedAt, later.completed == null ? completed : later.completed,
                all);
    }
}
