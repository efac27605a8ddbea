package io.faultline.benchmarks;

import java.util.Arrays;
import java.util.Collection;

/** Durations in milliseconds, and where their quantiles lie. */
record Figures(double[] sorted) {
    static Figures ofNanos(Collection<Long> nanos) {
        double[] millis = nanos.stream().mapToDouble(each -> each / 1e6).toArray();
        Arrays.sort(millis);
        return new Figures(millis);
    }

    /** The value below which this share of all lies (nearest rank). */
    double quantile(double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
    }

    double p50() {
        return quantile(0.5);
    }

    double max() {
        return quantile(1);
    }

    String row() {
        return "%.2f · %.2f · %.2f · %.2f".formatted(p50(), quantile(0.9), quantile(0.99), max());
    }
}
