package io.faultline.cli.report;

import java.time.Instant;
import java.util.List;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run, whole: what <code>report -o json</code> writes and <code>report FILE</code> reads again.
 *
 * @param watchedStages whether stages had probes of their own, of which no score tells
 */
public record RunReport(String kind, RunId run, String experiment, @Nullable String description, RunPhase phase,
        @Nullable RunEnding ending, @Nullable StopCause cause, Verdict verdict, @Nullable Scorecard scorecard,
        List<String> reasons, List<FaultPart> faults, @Nullable Instant startedAt, @Nullable Instant endedAt,
        @Nullable String trace, boolean watchedStages) {
    public static final String KIND = "RunReport";

    public RunReport {
        if (!KIND.equals(kind)) {
            throw new IllegalArgumentException("this is no run report; write one with faultline report RUN -o json");
        }
        verdict = verdict == null ? Verdict.UNKNOWN : verdict;
        reasons = reasons == null ? List.of() : List.copyOf(reasons);
        faults = faults == null ? List.of() : List.copyOf(faults);
    }

    /** What became of one fault. */
    public record FaultPart(String name, String type, Fate fate, List<HitTarget> targets, @Nullable Instant injectedAt,
            @Nullable Instant revertedAt, @Nullable Refusal refusal, @Nullable String trouble,
            @Nullable String manualUndo) {
        public FaultPart {
            targets = targets == null ? List.of() : List.copyOf(targets);
        }

        /** Refused by a guard before its first effect. */
        public boolean refused() {
            return fate == Fate.NOT_INJECTED && refusal != null && refusal.isPolicy();
        }
    }

    /** How a fault ended. */
    public enum Fate {
        REVERTED, NOT_INJECTED, NOT_REACHED, OPEN, STUCK
    }

    public List<FaultPart> stuck() {
        return faults.stream().filter(fault -> fault.fate() == Fate.STUCK).toList();
    }
}
