package io.faultline.cli.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.faultline.cli.text.Line;
import io.faultline.cli.text.Look;
import io.faultline.cli.text.Style;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Scorecard.FaultScore;
import io.faultline.contracts.verdict.Scorecard.ProbeScore;
import org.jspecify.annotations.Nullable;

/** The end of a run for people: the verdict, the score and where it came from, and what is still broken. */
public record Summary(RunReport report, @Nullable BigDecimal gate, Look look) {

    public List<String> lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(""));
        lines.add(verdict());
        report.reasons().forEach(reason -> lines.add(new Line().add("    ").add(reason)));
        Scorecard card = report.scorecard();
        if (card != null) {
            lines.addAll(table(card));
            lines.addAll(hypothesis(card));
        }
        lines.addAll(stuck());
        lines.add(Line.of(""));
        return lines.stream().map(line -> line.render(Integer.MAX_VALUE, look)).toList();
    }

    private Line verdict() {
        Exit exit = ExitRules.of(report, gate);
        String word = switch (exit) {
            case PASSED -> look.yes() + " PASSED";
            case FAILED -> look.no() + " FAILED";
            case REFUSED -> look.no() + " REFUSED";
            case ABORTED -> look.no() + " STOPPED";
            case STUCK -> look.no() + " NOT REVERTED";
            case ERROR, USAGE, AUTH, TIMED_OUT -> look.no() + " ERROR";
        };
        Line line = new Line().add("  ").add(word, exit == Exit.PASSED ? Style.GOOD : Style.LOUD).add("  ")
                .add(report.experiment(), Style.BOLD);
        Scorecard card = report.scorecard();
        if (card != null) {
            line.add("  score ").add(card.score().toString(), Style.BOLD);
        }
        return gate == null || ExitRules.reaches(card, gate)
                ? line
                : line.add(" is below the gate of " + gate.stripTrailingZeros().toPlainString(), Style.BAD);
    }

    private List<Line> table(Scorecard card) {
        if (card.faults().isEmpty()) {
            return List.of();
        }
        int name = card.faults().stream().mapToInt(fault -> fault.fault().value().length()).max().orElse(5) + 4;
        List<Line> lines = new ArrayList<>(List.of(Line.of("")));
        lines.add(new Line().add("  fault", Style.DIM).to(Math.max(name, 9))
                .add("  weight  probes held  gave           verdict", Style.DIM));
        for (FaultScore fault : card.faults()) {
            lines.add(row(fault, Math.max(name, 9)));
            fault.probes().stream().filter(probe -> probe.outcome() != Outcome.HELD)
                    .forEach(probe -> lines.add(trouble(probe)));
        }
        return lines;
    }

    private static Line row(FaultScore fault, int name) {
        String gave = plain(fault.contributed()) + " of " + plain(fault.possible());
        Style style = switch (fault.verdict()) {
            case PASS -> Style.GOOD;
            case FAIL, ERROR -> Style.BAD;
            case STOPPED, AWAITED, NOT_AVAILABLE -> Style.WARM;
        };
        return new Line().add("  ").add(fault.fault().value(), Style.BOLD).to(name)
                .add(String.format(Locale.ROOT, "  %6d  %10d%%  %-13s  ", fault.weight(),
                        fault.probeSuccessPercentage(), gave))
                .add(word(fault), style);
    }

    private static String word(FaultScore fault) {
        return switch (fault.verdict()) {
            case PASS -> "Pass";
            case FAIL -> "Fail";
            case ERROR -> "Error";
            case STOPPED -> "Stopped";
            case AWAITED -> "Awaited";
            case NOT_AVAILABLE -> "N/A";
        };
    }

    private Line trouble(ProbeScore probe) {
        Line line = look.mark(new Line().add("    "), probe.outcome()).add(" " + probe.probe());
        return told(line, probe);
    }

    private static Line told(Line line, ProbeScore probe) {
        if (probe.outcome() == null) {
            return line.add("  never evaluated", Style.DIM);
        }
        if (probe.outcome() != Outcome.HELD) {
            line.add("  did not hold %d of %d times".formatted(probe.failures(), probe.evaluations()), Style.DIM);
        }
        return probe.detail() == null ? line : line.add("  " + probe.detail());
    }

    private List<Line> hypothesis(Scorecard card) {
        if (card.hypothesis().isEmpty()) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>(List.of(Line.of(""), new Line().add("  hypothesis", Style.DIM)));
        for (ProbeScore probe : card.hypothesis()) {
            Line line = look.mark(new Line().add("    "), probe.outcome()).add(" " + probe.probe());
            told(line.add(probe.phase() == null ? "" : "  " + probe.phase(), Style.DIM), probe);
            lines.add(line);
        }
        return lines;
    }

    private List<Line> stuck() {
        List<Line> lines = new ArrayList<>();
        for (RunReport.FaultPart fault : report.stuck()) {
            lines.add(Line.of(""));
            lines.add(new Line().add("  ").add(" " + fault.name() + " COULD NOT BE REVERTED and may still be in force ",
                    Style.ALARM).add(" " + fault.trouble(), Style.LOUD));
            lines.add(new Line().add("    revert it by hand:  ", Style.LOUD).add(fault.manualUndo() == null
                    ? "see the injector's log; start its machine's Faultline again, which mends what is left"
                    : fault.manualUndo(), Style.BOLD));
        }
        return lines;
    }

    private static String plain(BigDecimal points) {
        return points.signum() == 0 ? "0" : points.stripTrailingZeros().toPlainString();
    }
}
