package io.faultline.standalone;

import java.time.Duration;
import java.time.Instant;

import io.faultline.cli.Console;

/** Prints a line for each part of the house as it is ready, with the seconds it took. */
final class Ticks implements House.Progress {
    private final Console console;
    private Instant last;

    Ticks(Console console) {
        this.console = console;
        this.last = console.clock().instant();
    }

    @Override
    public void ready(String part) {
        Instant now = console.clock().instant();
        String tick = console.terminal().unicode() ? "✓" : "+";
        String coloured = console.terminal().colour() ? "\u001b[32m" + tick + "\u001b[0m" : tick;
        console.err().printf("  %s %-12s %4.1f s%n", coloured, part, Duration.between(last, now).toMillis() / 1e3);
        last = now;
    }
}
