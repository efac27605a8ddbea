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

    Line of(ProbeRow row) {
        Line line = new Line().add("    ");
        if (row.part() != ProbeRow.Part.FAULT) {
            line.add(word(row.part()) + "  ", Style.DIM);
        }
        line.add(row.name()).to(nameColumn);
        int room = Math.max(6, look.width() - nameColumn - 36);
        marks(line, row, room);
        line.to(nameColumn + Math.min(room, 24)).add("  ");
        Integer percent = row.percentHeld();
        line.add(percent == null ? "    " : String.format(Locale.ROOT, "%3d%%", percent), percentStyle(percent));
        if (row.trouble() != null && row.failures() > 0) {
            line.add("  " + row.trouble(), Style.DIM);
        }
        return line;
    }

    private void marks(Line line, ProbeRow row, int room) {
        List<Outcome> marks = row.marks();
        if (marks.isEmpty()) {
            look.mark(line, null);
            return;
        }
        if (marks.size() > room) {
            marks = marks.subList(marks.size() - room + look.ellipsis().length(), marks.size());
            line.add(look.ellipsis(), Style.DIM);
        }
        marks.forEach(mark -> look.mark(line, mark));
    }

    private static Style percentStyle(@Nullable Integer percent) {
        return percent == null ? Style.DIM : percent == 100 ? Style.GOOD : Style.BAD;
    }

    static String word(ProbeRow.Part part) {
        return part.name().toLowerCase(Locale.ROOT);
    }
}
