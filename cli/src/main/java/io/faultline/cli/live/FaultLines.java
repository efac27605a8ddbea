package io.faultline.cli.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.faultline.cli.text.Line;
import io.faultline.cli.text.Look;
import io.faultline.cli.text.Spans;
import io.faultline.cli.text.Style;
import io.faultline.contracts.run.RevertReason;
import org.jspecify.annotations.Nullable;

/** Draws a fault: its bar, how it stands, and what it hit. */
record FaultLines(Look look, Instant now, @Nullable Instant requestedAt, int nameColumn) {

    List<Line> of(FaultRow row) {
        List<Line> lines = new ArrayList<>();
        Line line = new Line().add("  ").add(row.name(), Style.BOLD).to(nameColumn);
        bar(line, row);
        line.add("  ");
        status(line, row);
        lines.add(line);
        Line below = new Line().add("    ").add(row.type(), Style.DIM);
        if (!row.targets().isEmpty()) {
            String details = row.targetDetails();
            below.add(look.dot() + row.targetNames(), Style.DIM)
                    .add(details.isEmpty() ? "" : look.dot() + details, Style.DIM);
        }
        lines.add(below);
        return lines;
    }

    private void bar(Line line, FaultRow row) {
        int width = look.bar();
        int filled = (int) Math.round(share(row) * width);
        Style style = switch (row.state()) {
            case STUCK -> Style.LOUD;
            case REVERTED -> Style.GOOD;
            case IN_FORCE -> Style.WARM;
            case WAITING, RAMPING, DUE, NOT_INJECTED, SKIPPED -> Style.DIM;
        };
        line.add(look.full().repeat(filled), style).add(look.empty().repeat(width - filled), Style.DIM);
    }

    private double share(FaultRow row) {
        return switch (row.state()) {
            case WAITING, RAMPING, DUE, NOT_INJECTED, SKIPPED -> 0;
            case STUCK -> 1;
            case REVERTED -> row.reverted() == RevertReason.PLANNED ? 1 : elapsed(row, row.revertedAt());
            case IN_FORCE -> elapsed(row, now);
        };
    }

    private static double elapsed(FaultRow row, @Nullable Instant at) {
        if (row.injectedAt() == null || row.until() == null || at == null) {
            return 0;
        }
        double whole = Math.max(1, Duration.between(row.injectedAt(), row.until()).toMillis());
        return Math.clamp(Duration.between(row.injectedAt(), at).toMillis() / whole, 0.0, 1.0);
    }

    private void status(Line line, FaultRow row) {
        switch (row.state()) {
            case WAITING -> line.add("waiting", Style.DIM);
            case RAMPING -> line.add("ramping up", Style.COOL);
            case DUE -> line.add("injecting" + look.ellipsis(), Style.COOL);
            case IN_FORCE -> inForce(line, row);
            case REVERTED -> line.add(revertedText(row), Style.GOOD).add(afterSubmit(row), Style.DIM);
            case NOT_INJECTED -> line.add("not injected", Style.BAD).add(": " + row.trouble());
            case STUCK -> line.add(" NOT REVERTED ", Style.ALARM).add(" see above", Style.LOUD);
            case SKIPPED -> line.add("not reached", Style.DIM);
        }
    }

    private void inForce(Line line, FaultRow row) {
        if (row.until() != null) {
            Duration left = Duration.between(now, row.until());
            line.add(left.isPositive()
                    ? "in force" + look.dot() + Spans.text(left) + " left"
                    : "reverting"
                            + look.ellipsis(),
                    Style.WARM);
        }
        line.add(afterSubmit(row), Style.DIM);
    }

    private String afterSubmit(FaultRow row) {
        return requestedAt == null || row.injectedAt() == null
                ? ""
                : look.dot() + "injected " + Spans.text(Duration.between(requestedAt, row.injectedAt()))
                        + " after submit";
    }

    private static String revertedText(FaultRow row) {
        String after = row.injectedAt() == null || row.revertedAt() == null
                ? ""
                : " after " + Spans.text(Duration.between(row.injectedAt(), row.revertedAt()));
        RevertReason reason = row.reverted();
        String why = reason == null || reason == RevertReason.PLANNED
                ? ""
                : reason == RevertReason.STOPPED ? " (stopped)" : " (recovered)";
        return "reverted" + after + why;
    }
}
