package io.faultline.cli.live;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.faultline.cli.api.StreamEvent;
import io.faultline.cli.text.Line;
import io.faultline.cli.text.Look;
import io.faultline.cli.text.Style;
import io.faultline.cli.text.Terminal;

/** Draws the run over itself on a terminal; one write a frame, the cursor hidden meanwhile. */
public final class InPlace implements Show {
    private static final String ESC = "\u001b[";
    private final PrintStream out;
    private final Terminal terminal;
    private int drawn;
    private String shown = "";
    private String note = "";

    public InPlace(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void published(StreamEvent event, RunView view) {}

    @Override
    public void note(String text) {
        note = text;
    }

    @Override
    public void tick(RunView view, Instant now) {
        List<String> lines = lines(view, now);
        String frame = String.join("\n", lines);
        if (!frame.equals(shown)) {
            draw(lines, ESC + "?25l");
            shown = frame;
        }
    }

    @Override
    public void end(RunView view, Instant now) {
        note = "";
        draw(lines(view, now), ESC + "?25h");
    }

    private List<String> lines(RunView view, Instant now) {
        Look look = terminal.look();
        List<String> lines = new ArrayList<>(new Screen(view, look, now).lines(terminal.size().get().rows() - 2));
        if (!note.isEmpty()) {
            lines.add(new Line().add("  " + note, Style.WARM).render(look.width(), look));
        }
        return lines;
    }

    private void draw(List<String> lines, String cursor) {
        StringBuilder text = new StringBuilder(drawn > 0 ? ESC + drawn + "A\r" : "");
        lines.forEach(line -> text.append(line).append(ESC).append("K\n"));
        drawn = lines.size();
        out.print(text.append(ESC).append('J').append(cursor));
        out.flush();
    }
}
