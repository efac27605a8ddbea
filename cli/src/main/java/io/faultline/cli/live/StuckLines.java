package io.faultline.cli.live;

import java.util.ArrayList;
import java.util.List;

import io.faultline.cli.text.Line;
import io.faultline.cli.text.Look;
import io.faultline.cli.text.Style;
import org.jspecify.annotations.Nullable;

/** Draws a fault that could not be reverted: the whole width, and the command that does it by hand never cut. */
record StuckLines(Look look) {

    List<Line> of(FaultRow row) {
        List<Line> lines = new ArrayList<>();
        String alarm = " " + look.no() + " " + row.name() + " COULD NOT BE REVERTED and may still be in force";
        lines.add(new Line().add(alarm + " ".repeat(Math.max(0, look.width() - alarm.length())), Style.ALARM));
        String why = row.trouble();
        if (why != null) {
            parts(why, look.width() - 4).forEach(part -> lines.add(new Line().add("    ").add(part, Style.LOUD)));
        }
        lines.add(new Line().add("    revert it by hand:", Style.LOUD));
        List<String> command = parts(command(row.manualUndo()), look.width() - 1);
        for (int i = 0; i < command.size(); i++) {
            // from the first column, so that what is copied is one command for a shell
            lines.add(new Line().add(command.get(i) + (i < command.size() - 1 ? "\\" : ""), Style.BOLD));
        }
        lines.add(new Line());
        return lines;
    }

    static String command(@Nullable String manualUndo) {
        return manualUndo == null
                ? "see the injector's log; start its machine's Faultline again, which mends what is left"
                : manualUndo;
    }

    private static List<String> parts(String text, int columns) {
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < text.length(); from += columns) {
            parts.add(text.substring(from, Math.min(text.length(), from + columns)));
        }
        return parts;
    }
}
