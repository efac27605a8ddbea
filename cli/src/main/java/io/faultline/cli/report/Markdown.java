package io.faultline.cli.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.faultline.cli.text.Line;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Scorecard.ProbeScore;
import org.jspecify.annotations.Nullable;

/** The report as Markdown: for a pull request, a job summary, a wiki. */
public final class Markdown {
    private final RunReport report;
    private final @Nullable BigDecimal gate;
    private final List<String> lines = new ArrayList<>();

    private Markdown(RunReport report, @Nullable BigDecimal gate) {
        this.report = report;
        this.gate = gate;
    }

    /** @param gate the score that had to be reached, if one was asked for */
    public static String write(RunReport report, @Nullable BigDecimal gate) {
        Markdown markdown = new Markdown(report, gate);
        markdown.head();
        Scorecard card = report.scorecard();
        if (card != null) {
            markdown.score(card);
        }
        markdown.faults();
        markdown.stuck();
        return String.join("\n", markdown.lines) + "\n";
    }

    private void head() {
        String score = report.scorecard() == null ? "" : ", score " + report.scorecard().score();
        add("# " + safe(report.experiment()) + ": " + word(ExitRules.of(report, gate)) + score
                + (gate == null ? "" : " of the %s expected".formatted(gate.stripTrailingZeros().toPlainString())), "");
        if (report.description() != null) {
            add(safe(report.description()), "");
        }
        add("- Run: `" + report.run() + "`", "- Verdict: " + report.verdict().name().toLowerCase(Locale.ROOT));
        if (report.startedAt() != null) {
            add("- From " + report.startedAt() + (report.endedAt() == null ? "" : " to " + report.endedAt()));
        }
        report.reasons().forEach(reason -> add("- " + safe(reason)));
        add("");
    }

    private void score(Scorecard card) {
        if (!card.hypothesis().isEmpty()) {
            add("## Hypothesis", "", "| probe | when | held | detail |", "|---|---|---|---|");
            card.hypothesis().forEach(probe -> add("| %s | %s | %s | %s |".formatted(safe(probe.probe()),
                    probe.phase() == null ? "" : probe.phase(), held(probe), safe(probe.detail()))));
            add("");
        }
        if (!card.faults().isEmpty()) {
            add("## Score", "", "| fault | weight | probes held | gave | verdict |", "|---|---:|---:|---:|---|");
            card.faults().forEach(fault -> add("| %s | %d | %d %% | %s of %s | %s |".formatted(
                    safe(fault.fault().value()), fault.weight(), fault.probeSuccessPercentage(),
                    fault.contributed().toPlainString(), fault.possible().toPlainString(),
                    fault.verdict().name().toLowerCase(Locale.ROOT))));
            add("", "| fault | probe | mode | held | detail |", "|---|---|---|---|---|");
            card.faults().forEach(fault -> fault.probes().forEach(probe -> add("| %s | %s | %s | %s | %s |".formatted(
                    safe(fault.fault().value()), safe(probe.probe()),
                    probe.mode().name().toLowerCase(Locale.ROOT).replace('_', ' '), held(probe),
                    safe(probe.detail())))));
            add("");
        }
    }

    private void faults() {
        if (report.faults().isEmpty()) {
            return;
        }
        add("## Faults", "", "| fault | type | hit | injected | reverted |", "|---|---|---|---|---|");
        report.faults().forEach(fault -> {
            String targets = fault.targets().stream().map(target -> target.kind() + " " + target.name())
                    .collect(Collectors.joining(", "));
            String end = fault.revertedAt() == null
                    ? fault.fate().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    : fault.revertedAt().toString();
            add("| %s | %s | %s | %s | %s |".formatted(safe(fault.name()), fault.type(), safe(targets),
                    fault.injectedAt() == null ? "" : fault.injectedAt(), end));
        });
        add("");
    }

    private void stuck() {
        report.stuck().forEach(fault -> {
            add("> **%s could not be reverted and may still be in force.** %s".formatted(safe(fault.name()),
                    safe(fault.trouble())));
            if (fault.manualUndo() != null) {
                add("> Revert by hand: `" + Line.clean(fault.manualUndo()) + "`");
            }
            add("");
        });
    }

    private void add(String... more) {
        lines.addAll(List.of(more));
    }

    private static String word(Exit exit) {
        return exit == Exit.PASSED
                ? "passed"
                : exit == Exit.STUCK ? "not reverted" : exit.name().toLowerCase(Locale.ROOT);
    }

    private static String held(ProbeScore probe) {
        if (probe.outcome() == null) {
            return "never evaluated";
        }
        int held = probe.evaluations() - probe.failures();
        return (probe.outcome() == Outcome.HELD ? "yes" : "**no**") + " (%d of %d)".formatted(held,
                probe.evaluations());
    }

    private static String safe(@Nullable String text) {
        return text == null ? "" : Line.clean(text).replace("|", "\\|").replace("<", "&lt;");
    }
}
