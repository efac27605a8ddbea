package io.faultline.shop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Counts what customers saw in the current second. */
final class Tally {
    private final List<Long> micros = new ArrayList<>();
    private int failed;
    private int second;

    synchronized void ok(Duration took) {
        micros.add(took.toNanos() / 1000);
    }

    synchronized void failed() {
        failed++;
    }

    /** Sums the second up and begins the next. */
    synchronized String nextSecond() {
        Collections.sort(micros);
        String line = "%4d s  ok %4d  failed %4d  p50 %6.1f ms  p99 %6.1f ms".formatted(++second, micros.size(),
                failed, percentile(50), percentile(99));
        micros.clear();
        failed = 0;
        return line;
    }

    private double percentile(int percent) {
        return micros.isEmpty() ? 0 : micros.get((micros.size() - 1) * percent / 100) / 1000.0;
    }
}
