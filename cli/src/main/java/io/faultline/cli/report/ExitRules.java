package io.faultline.cli.report;

import java.math.BigDecimal;
import java.util.Set;

import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Verdict;
import org.jspecify.annotations.Nullable;

/** Decides what a run's end means to whoever started the command. */
public final class ExitRules {
    /** What a guard says no to, not because something is broken. */
    private static final Set<String> REFUSALS = Set.of("halted", "blackout-window", "infrastructure-refuses",
            "inactive-infrastructure");

    private ExitRules() {}

    /** @param gate the score that has to be reached, and that is enough for the faults' probes, if one is asked for */
    public static Exit of(RunReport report, @Nullable BigDecimal gate) {
        if (!report.stuck().isEmpty()) {
            return Exit.STUCK;
        }
        if (report.cause() == StopCause.HALTED) {
            return Exit.ABORTED;
        }
        if (report.faults().stream().anyMatch(RunReport.FaultPart::refused)) {
            return Exit.REFUSED;
        }
        if (report.ending() == RunEnding.UNPLANNABLE) {
            return Exit.ERROR;
        }
        if (report.ending() == RunEnding.STOPPED || report.phase() == RunPhase.STOPPED) {
            return Exit.ABORTED;
        }
        boolean good = report.verdict() == Verdict.HELD || gate != null && fellShortInScoreOnly(report);
        return good && reaches(report.scorecard(), gate) ? Exit.PASSED : Exit.FAILED;
    }

    /** Whether all that did not hold is in the score, so that a gate can weigh it: the faults' probes are, nothing else is. */
    private static boolean fellShortInScoreOnly(RunReport report) {
        Scorecard card = report.scorecard();
        return card != null && report.phase() == RunPhase.COMPLETED_WITH_PROBE_FAILURE
                && report.ending() == RunEnding.FINISHED && !report.watchedStages()
                && card.hypothesis().stream().allMatch(probe -> probe.outcome() == Outcome.HELD);
    }

    /** What an answer with this status and problem type means. */
    public static Exit ofRefusal(int status, String type) {
        if (REFUSALS.contains(type)) {
            return Exit.REFUSED;
        }
        return switch (status) {
            case 401, 403 -> Exit.AUTH;
            case 400 -> Exit.USAGE;
            default -> Exit.ERROR;
        };
    }

    static boolean reaches(@Nullable Scorecard card, @Nullable BigDecimal gate) {
        return gate == null || card != null && card.score().percent().compareTo(gate) >= 0;
    }
}
