package io.faultline.scoring.history;

import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.run.ProbeResult;
import org.jspecify.annotations.Nullable;

/** What came of a probe in one phase. */
public record Answer(Outcome outcome, int evaluations, int failures, @Nullable String detail, boolean stopsRun) {
    static Answer by(ProbeResult fact) {
        return new Answer(fact.outcome(), fact.evaluations(), fact.failures(), fact.decisive().detail(),
                fact.stopsRun());
    }

    /**
     * Of two answers to the same question the worse, whichever came first: a loop may be reported broken when the run is
     * stopped and again at its end.
     */
    Answer worse(Answer other) {
        if (outcome != other.outcome) {
            return outcome.worse(other.outcome) == outcome ? this : other;
        }
        return evaluations >= other.evaluations ? this : other;
    }
}
