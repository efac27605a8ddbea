package io.faultline.cli.live;

import java.io.PrintStream;
import java.time.Instant;

import io.faultline.cli.api.StreamEvent;

/** Waits quietly: only what a person has to know on the way is said. */
public record Silence(PrintStream err) implements Show {
    @Override
    public void published(StreamEvent event, RunView view) {}

    @Override
    public void tick(RunView view, Instant now) {}

    @Override
    public void note(String text) {
        err.println("  " + text);
    }

    @Override
    public void end(RunView view, Instant now) {}
}
