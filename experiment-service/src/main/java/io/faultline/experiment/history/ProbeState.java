package io.faultline.experiment.history;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeResult;
import org.jspecify.annotations.Nullable;

/** What came of a probe in one part of a run. */
public record ProbeState(String probe, @Nullable String fault, ProbeMode mode, MeasurePhase phase, Outcome outcome,
        int evaluations, int failures, Instant at, @Nullable String actual, @Nullable String detail) {
    /** The probes of a run, in the order they were decided. */
    public static List<ProbeState> of(RunRecord run) {
        return run.told(ProbeResult.class).stream().map(ProbeState::of).sorted(Comparator.comparing(ProbeState::at))
                .toList();
    }

    private static ProbeState of(ProbeResult result) {
        return new ProbeState(result.probe(), result.fault() == null ? null : result.fault().value(), result.mode(),
                result.phase(), result.outcome(), result.evaluations(), result.failures(), result.decisive().at(),
                result.decisive().actual(), result.decisive().detail());
    }
}
