package io.faultline.cli.live;

import java.util.List;
import java.util.Locale;

import io.faultline.cli.text.Line;
import io.faultline.cli.text.Look;
import io.faultline.cli.text.Style;
import io.faultline.contracts.probe.Outcome;
import org.jspecify.annotations.Nullable;

/** Draws a probe: a mark for each evaluation, the share that held, and why it did not. */
record ProbeLines(Look look, int nameColumn) {
    /** Where a probe's name begins behind the word that says when it is taken. */
    static final int WORDS = 12;

    Line of(ProbeRow row) {
        Line line = new Line().add("    ");
        if (row.part() != ProbeRow.Part.FAULT) {
            line.add(word(row.part()), Style.DIM).to(WORDS);
        }
        line.add(row.name()).to(nameColumn);
        marks(line, row.marks());
        line.to(nameColumn + look.bar()).add("  ");
        Integer percent = row.percentHeld();
        line.add(percent == null ? "" : String.format(Locale.ROOT, "%3d%%", percent), percentStyle(percent));
        if (row.trouble() != null && row.failures() > 0) {
            line.add("  " + row.trouble(), Style.DIM);
        }
        return line;
    }

    /** Where there are more evaluations than room, a mark stands for several and shows the worst of them. */
    private void marks(Line line, List<Outcome> marks) {
        if (marks.isEmpty()) {
            look.mark(line, null);
            return;
        }
        int room = Math.max(look.bar(), look.width() - nameColumn - 36);
        int each = (marks.size() + room - 1) / room;
        for (int i = 0; i < marks.size(); i += each) {
            List<Outcome> group = marks.subList(i, Math.min(marks.size(), i + each));
            look.mark(line, group.stream().reduce(Outcome::worse).orElse(null));
        }
    }

    private static Style percentStyle(@Nullable Integer percent) {
        return percent == null ? Style.DIM : percent == 100 ? Style.GOOD : Style.BAD;
    }

    static String word(ProbeRow.Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
