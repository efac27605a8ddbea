package io.faultline.cli.text;

import java.time.Duration;
import java.util.Locale;

/** Time spans as a glance takes them in: <code>6 ms</code>, <code>4.2 s</code>, <code>01:05</code>. */
public final class Spans {
    private Spans() {}

    public static String text(Duration span) {
        long millis = Math.max(0, span.toMillis());
        if (millis < 1000) {
            return millis + " ms";
        }
        return millis < 120_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
                : "%d min %02d s".formatted(millis / 60_000, millis / 1000 % 60);
    }

    public static String clock(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        return "%02d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
