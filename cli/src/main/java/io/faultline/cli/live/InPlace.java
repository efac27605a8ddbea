package io.faultline.cli.live;

import java.io.PrintStream;
import java.time.Instant;
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
        out.print(frame(view, now) + ESC + "?25l");
        out.flush();
    }

    @Override
    public void end(RunView view, Instant now) {
        note = "";
        out.print(frame(view, now) + ESC + "?25h");
        out.flush();
    }

    private String frame(RunView view, Instant now) {
        Look look = terminal.look();
        List<String> lines = new Screen(view, look, now).lines(terminal.size().get().rows() - 2);
        StringBuilder text = new StringBuilder(drawn > 0 ? ESC + drawn + "A\r" : "");
        lines.forEach(line -> text.append(line).append(ESC).append("K\n"));
        drawn = lines.size();
        if (!note.isEmpty()) {
            text.append(new Line().add("  " + note, Style.WARM).render(look.width(), look)).append(ESC).append("K\n");
            drawn++;
        }
        return text.append(ESC).append('J').toString();
    }
}
