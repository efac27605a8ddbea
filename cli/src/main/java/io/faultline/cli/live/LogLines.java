package io.faultline.cli.live;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Locale;

import io.faultline.cli.api.StreamEvent;
import io.faultline.cli.text.Look;
import io.faultline.cli.text.Terminal;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.ProbeSample;

/** Prints log lines, and evaluations among them, one under the other. */
public record LogLines(PrintStream out, Terminal terminal) implements Show {
    @Override
    public void published(StreamEvent event, RunView view) {
        Look look = terminal.look();
        event.published().ifPresent(published -> {
            if (published instanceof LogLine line) {
                out.println(Screen.log(line, look).render(Integer.MAX_VALUE, look));
            } else if (published instanceof ProbeSample sample) {
                out.println(Screen.log(spoken(sample), look).render(Integer.MAX_VALUE, look));
            }
        });
        if (event.isGap()) {
            note(event.missed() + " lines or samples were left out: this reader was too slow");
        }
        out.flush();
    }

    @Override
    public void tick(RunView view, Instant now) {}

    @Override
    public void note(String text) {
        out.println("  " + text);
    }

    @Override
    public void end(RunView view, Instant now) {}

    private static LogLine spoken(ProbeSample sample) {
        Measurement seen = sample.measurement();
        String text = "%s %s in %d ms%s".formatted(sample.probe(), seen.outcome().name().toLowerCase(Locale.ROOT),
                seen.took().toMillis(), seen.detail() == null ? "" : ": " + seen.detail());
        return new LogLine(sample.run(), sample.source(), sample.sequence(), seen.at(), LogLine.Level.INFO,
                sample.step(), text);
    }
}
