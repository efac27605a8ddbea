package io.faultline.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.faultline.cli.text.Line;
import io.faultline.cli.text.Look;
import io.faultline.cli.text.Spans;
import io.faultline.cli.text.Style;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Faults that may have an effect, for people: what could not be reverted first and loud, and no command ever cut. */
record BrokenText(List<JsonNode> faults, Instant now) {

    static boolean isStuck(JsonNode fault) {
        return "revert-failed".equals(Table.text(fault, "/state"));
    }

    List<String> lines(Look look) {
        List<Line> lines = new ArrayList<>();
        faults.stream().sorted(Comparator.comparing((JsonNode fault) -> !isStuck(fault)))
                .forEach(fault -> lines.addAll(fault(fault, look)));
        lines.add(last(look));
        return lines.stream().map(line -> line.render(Integer.MAX_VALUE, look)).toList();
    }

    private List<Line> fault(JsonNode fault, Look look) {
        boolean stuck = isStuck(fault);
        List<Line> lines = new ArrayList<>();
        Line head = new Line().add("  ");
        if (stuck) {
            head.add(" " + Table.text(fault, "/fault") + " COULD NOT BE REVERTED and may still be in force ",
                    Style.ALARM);
        } else {
            head.add(Table.text(fault, "/fault"), Style.BOLD).add("  ").add(left(fault), Style.WARM);
        }
        lines.add(head.add("  id " + Table.text(fault, "/id"), Style.DIM));
        if (stuck && !Table.text(fault, "/trouble").isEmpty()) {
            lines.add(new Line().add("    ").add(Table.text(fault, "/trouble"), Style.LOUD));
        }
        lines.add(new Line().add("    " + Table.text(fault, "/type")).add(look.dot())
                .add(Table.text(fault, "/targets")).add(until(fault, look), Style.DIM));
        lines.add(new Line().add("    run " + Table.text(fault, "/run") + look.dot() + "held by "
                + Table.text(fault, "/injector"), Style.DIM));
        String byHand = Table.text(fault, "/manualUndo");
        if (!byHand.isEmpty()) {
            lines.add(new Line().add("    by hand:  ", stuck ? Style.LOUD : Style.DIM)
                    .add(byHand, stuck ? Style.BOLD : Style.PLAIN));
        }
        lines.add(new Line());
        return lines;
    }

    private String left(JsonNode fault) {
        Instant until = instant(Table.text(fault, "/until"));
        if (!"active".equals(Table.text(fault, "/state")) || until == null) {
            return Table.text(fault, "/state");
        }
        Duration left = Duration.between(now, until);
        return left.isPositive() ? Spans.text(left) + " left" : "being reverted";
    }

    private static String until(JsonNode fault, Look look) {
        String until = Table.text(fault, "/until");
        return until.isEmpty() ? "" : look.dot() + "until " + until;
    }

    private Line last(Look look) {
        long stuck = faults.stream().filter(BrokenText::isStuck).count();
        if (faults.isEmpty()) {
            return new Line().add("  ").add(look.yes() + " nothing is broken", Style.GOOD);
        }
        Line line = new Line().add("  " + (faults.size() == 1 ? "1 fault" : faults.size() + " faults"), Style.BOLD);
        return stuck == 0
                ? line.add(look.dot() + "all of them end by themselves; at once: faultline halt --all --reason TEXT",
                        Style.DIM)
                : line.add(look.dot() + stuck + " could not be reverted", Style.LOUD)
                        .add(": do it by hand, then faultline faults revert ID");
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
