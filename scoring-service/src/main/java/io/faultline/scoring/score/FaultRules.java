package io.faultline.scoring.score;

import java.util.List;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.verdict.FaultPhase;
import io.faultline.contracts.verdict.FaultVerdict;
import io.faultline.contracts.verdict.Scorecard.ProbeScore;
import io.faultline.scoring.history.FaultStory;
import io.faultline.scoring.history.ProbeStory;
import org.jspecify.annotations.Nullable;

/** How far a fault came and what that is worth: the table of Litmus' ChaosResult, with its override for broken probes. */
final class FaultRules {
    private FaultRules() {}

    static FaultPhase phase(Fault fault, FaultStory story, List<ProbeScore> probes, @Nullable RunSettled settled) {
        boolean answered = probes.stream().allMatch(probe -> probe.outcome() != null);
        boolean done = story.over() && answered;
        boolean open = settled != null && settled.openFaults().contains(fault.id());
        if (!story.reached() && !open) {
            return FaultPhase.PENDING;
        }
        if (settled == null && !done) {
            return FaultPhase.RUNNING;
        }
        if (any(probes, Outcome.BROKEN)) {
            boolean stopper = story.probes().byName().values().stream().anyMatch(ProbeStory::stopsRun);
            return stopper ? FaultPhase.STOPPED : FaultPhase.COMPLETED_WITH_PROBE_FAILURE;
        }
        if (open || failed(story) || any(probes, Outcome.UNMEASURABLE)) {
            return FaultPhase.ERROR;
        }
        if (story.heldBack() || story.reverted() == RevertReason.STOPPED
                || story.reverted() == RevertReason.HALTED) {
            return FaultPhase.STOPPED;
        }
        if (done) {
            return FaultPhase.COMPLETED;
        }
        return stoppedOnPurpose(settled) ? FaultPhase.STOPPED : FaultPhase.ERROR;
    }

    static FaultVerdict verdict(FaultPhase phase, boolean settled) {
        return switch (phase) {
            case PENDING -> settled ? FaultVerdict.NOT_AVAILABLE : FaultVerdict.AWAITED;
            case RUNNING -> FaultVerdict.AWAITED;
            case COMPLETED -> FaultVerdict.PASS;
            case COMPLETED_WITH_PROBE_FAILURE -> FaultVerdict.FAIL;
            case STOPPED -> FaultVerdict.STOPPED;
            case ERROR -> FaultVerdict.ERROR;
        };
    }

    /** A fault that passed counts whole, also when nothing watched it; one that erred counts nothing. */
    static int successPercentage(FaultVerdict verdict, List<ProbeScore> probes) {
        return switch (verdict) {
            case PASS -> 100;
            case FAIL, STOPPED -> probes.isEmpty()
                    ? 0
                    : (int) (100 * probes.stream().filter(probe -> probe.outcome() == Outcome.HELD).count()
                            / probes.size());
            case ERROR, AWAITED, NOT_AVAILABLE -> 0;
        };
    }

    /**
     * Whether someone, or a probe told to, wanted the run to end; one that ran out of time, or could not mend what it
     * broke, was not stopped on purpose.
     */
    static boolean stoppedOnPurpose(@Nullable RunSettled settled) {
        if (settled == null || settled.ending() != RunEnding.STOPPED) {
            return false;
        }
        return switch (settled.cause()) {
            case ABORTED, HALTED, STOP_CONDITION, PROBE_FAILED -> true;
            case STEP_OVERDUE, DEADLINE, FAULT_STUCK -> false;
            case null -> true;
        };
    }

    static boolean any(List<ProbeScore> probes, Outcome outcome) {
        return probes.stream().anyMatch(probe -> probe.outcome() == outcome);
    }

    private static boolean failed(FaultStory story) {
        return story.notInjected() != null && !story.heldBack() || story.notReverted() != null
                || story.reverted() == RevertReason.RECOVERED;
    }
}
