package io.faultline.cli.live;

import java.math.BigDecimal;

import io.faultline.cli.report.Exit;
import io.faultline.cli.report.ExitRules;
import io.faultline.cli.report.RunReport;
import org.jspecify.annotations.Nullable;

/** How following a run ended: with the run, or before it. */
public record RunOutcome(End end, RunReport report) {

    /** Why nothing more is followed. */
    public enum End {
        COMPLETED, TIMED_OUT, LEFT
    }

    /** @param gate the score that has to be reached, if one is asked for */
    public Exit exit(@Nullable BigDecimal gate) {
        if (!report.stuck().isEmpty()) {
            return Exit.STUCK;
        }
        return switch (end) {
            case COMPLETED -> ExitRules.of(report, gate);
            case TIMED_OUT -> Exit.TIMED_OUT;
            case LEFT -> Exit.USAGE;
        };
    }
}
