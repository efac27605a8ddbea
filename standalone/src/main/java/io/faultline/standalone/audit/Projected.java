package io.faultline.standalone.audit;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunFact;
import io.faultline.experiment.history.Change;
import io.faultline.experiment.history.HistoryRules;
import io.faultline.ledger.Stated;
import org.jspecify.annotations.Nullable;

/** A run as experiment-service shows it: read from its row, or folded from the facts by the service's own rules. */
record Projected(String project, String phase, @Nullable String verdict, @Nullable BigDecimal score,
        @Nullable UUID experiment, @Nullable String name, @Nullable Integer revision, @Nullable String requestedBy,
        @Nullable Instant requestedAt, @Nullable UUID schedule, @Nullable Instant startedAt,
        @Nullable Instant endedAt, Map<String, RunFact> facts) {

    /** @return null when no fact says anything of it */
    static @Nullable Projected of(List<Stated> facts) {
        return facts.stream().filter(stated -> HistoryRules.FACTS.contains(stated.fact().getClass()))
                .map(stated -> HistoryRules.on(stated.project(), stated.time(), stated.fact())).reduce(Change::then)
                .map(Projected::of).orElse(null);
    }

    private static Projected of(Change change) {
        ExperimentRequested asked = change.requested();
        RunCompleted end = change.completed();
        return new Projected(change.project().value(), change.phase().name(),
                end == null ? null : end.verdict().name(), end == null ? null : end.scorecard().score().percent(),
                asked == null ? null : asked.experimentId().value(),
                asked == null ? null : asked.experiment().name(), asked == null ? null : asked.revision(),
                asked == null ? null : asked.requestedBy(), asked == null ? null : kept(asked.requestedAt()),
                asked == null || asked.schedule() == null ? null : asked.schedule().value(), kept(change.startedAt()),
                kept(change.endedAt()), new TreeMap<>(change.facts()));
    }

    /** Postgres keeps microseconds. */
    private static @Nullable Instant kept(@Nullable Instant time) {
        return time == null ? null : time.plusNanos(500).truncatedTo(ChronoUnit.MICROS);
    }
}
