package io.faultline.cli.live;

import java.util.List;

import io.faultline.cli.report.RunReport;
import io.faultline.cli.report.RunReport.Fate;
import io.faultline.cli.report.RunReport.FaultPart;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.verdict.Verdict;

/** Writes down what a view has seen as a report. */
public final class RunReports {
    private RunReports() {}

    public static RunReport of(RunView view) {
        RunCompleted completed = view.completed();
        RunSettled settled = view.settled();
        return new RunReport(RunReport.KIND, view.run(), view.name(),
                view.experiment() == null ? null : view.experiment().metadata().description(), view.phase(),
                settled == null ? null : settled.ending(), settled == null ? null : settled.cause(),
                completed == null ? Verdict.UNKNOWN : completed.verdict(), view.scorecard(),
                completed == null ? List.of() : completed.reasons(),
                view.faults().stream().map(RunReports::part).toList(), view.startedAt(), view.endedAt(), view.trace(),
                view.experiment() != null && view.experiment().spec().stages().stream()
                        .anyMatch(stage -> !stage.probes().isEmpty()));
    }

    private static FaultPart part(FaultRow row) {
        Fate fate = switch (row.state()) {
            case REVERTED -> Fate.REVERTED;
            case NOT_INJECTED -> Fate.NOT_INJECTED;
            case STUCK -> Fate.STUCK;
            case IN_FORCE, DUE -> Fate.OPEN;
            case WAITING, RAMPING, SKIPPED -> Fate.NOT_REACHED;
        };
        return new FaultPart(row.name(), row.type(), fate, row.targets(), row.injectedAt(), row.revertedAt(),
                row.refusal(), row.trouble(), row.manualUndo());
    }
}
