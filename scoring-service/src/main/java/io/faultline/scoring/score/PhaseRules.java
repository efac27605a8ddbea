package io.faultline.scoring.score;

import java.util.List;

import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.verdict.FaultPhase;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Scorecard.ProbeScore;
import io.faultline.scoring.history.History;
import io.faultline.scoring.score.Finding.Kind;

/** In which phase a run ends: an error outweighs a probe failure, and a fault that is still in force outweighs all. */
final class PhaseRules {
    private PhaseRules() {}

    static RunPhase phase(History history, Scorecard card, List<Finding> findings) {
        RunSettled settled = history.settled();
        if (settled == null) {
            return going(history);
        }
        if (has(findings, Kind.STUCK)) {
            return RunPhase.ERROR;
        }
        return switch (settled.ending()) {
            case GATE_BROKEN -> RunPhase.COMPLETED_WITH_PROBE_FAILURE;
            case UNPLANNABLE -> RunPhase.ERROR;
            case STOPPED -> FaultRules.stoppedOnPurpose(settled) ? RunPhase.STOPPED : RunPhase.ERROR;
            case FINISHED -> finished(settled, card, history, has(findings, Kind.BROKEN));
        };
    }

    private static RunPhase going(History history) {
        if (history.stopping() != null) {
            return RunPhase.STOPPING;
        }
        return history.planned() ? RunPhase.RUNNING : RunPhase.QUEUED;
    }

    private static RunPhase finished(RunSettled settled, Scorecard card, History history, boolean broken) {
        boolean faultErred = card.faults().stream()
                .anyMatch(fault -> fault.phase() == FaultPhase.ERROR || fault.phase() == FaultPhase.PENDING);
        if (!settled.overdue().isEmpty() || faultErred || erred(card.hypothesis())
                || erred(Scoring.stages(history)) || !history.failedActions().isEmpty()) {
            return RunPhase.ERROR;
        }
        return broken ? RunPhase.COMPLETED_WITH_PROBE_FAILURE : RunPhase.COMPLETED;
    }

    /** As with a fault: a broken probe makes it a probe failure, whatever else could not be measured. */
    private static boolean erred(List<ProbeScore> probes) {
        return !FaultRules.any(probes, Outcome.BROKEN)
                && probes.stream().anyMatch(probe -> probe.outcome() != Outcome.HELD);
    }

    private static boolean has(List<Finding> findings, Kind kind) {
        return findings.stream().anyMatch(finding -> finding.kind() == kind);
    }
}
