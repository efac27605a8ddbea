package io.faultline.contracts.wire;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them (Go's notation): <code>1m30s</code>, <code>500ms</code>, <code>1.5s</code>. */
public record DurationText(Duration duration) {
    /** What a duration looks like; also in the published JSON Schema. */
    public static final String PATTERN = "^-?(\\d+(\\.\\d+)?(ns|us|ms|s|m|h))+$";
    private static final int LONGEST = 100;
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|ms|s|m|h)");
    private static final Map<String, Long> NANOS = Map.of("ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s",
            1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);

    public static DurationText parse(String text) {
        String stripped = text.strip();
        if (stripped.length() > LONGEST || !stripped.matches(PATTERN)) {
            throw new IllegalArgumentException(
                    "'" + stripped.substring(0, Math.min(LONGEST, stripped.length()))
                            + "' is no duration; write it with a unit, like 500ms, 10s or 1m30s");
        }
        BigDecimal nanos = BigDecimal.ZERO;
        Matcher part = PART.matcher(stripped);
        while (part.find()) {
            long unit = NANOS.getOrDefault(part.group(2), 1L);
            nanos = nanos.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
        }
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is too long");
        }
        return new DurationText(Duration.ofNanos(stripped.startsWith("-") ? -nanos.longValue() : nanos.longValue()));
    }

    @Override
    public String toString() {
        if (duration.isZero()) {
            return "0s";
        }
        Duration left = duration.abs();
        StringBuilder text = new StringBuilder(duration.isNegative() ? "-" : "");
        long hours = left.toHours();
        text.append(hours > 0 ? hours + "h" : "");
        text.append(left.toMinutesPart() > 0 ? left.toMinutesPart() + "m" : "");
        BigDecimal seconds = BigDecimal.valueOf(left.toSecondsPart())
                .add(BigDecimal.valueOf(left.toNanosPart(), 9)).stripTrailingZeros();
        if (seconds.signum() > 0 && seconds.compareTo(BigDecimal.ONE) < 0) {
            return text.append(belowASecond(left.toNanosPart())).toString();
        }
        return text.append(seconds.signum() > 0 ? seconds.toPlainString() + "s" : "").toString();
    }

    private static String belowASecond(long nanos) {
        String unit = nanos >= 1_000_000 ? "ms" : nanos >= 1_000 ? "us" : "ns";
        BigDecimal inUnit = BigDecimal.valueOf(nanos)
                .divide(BigDecimal.valueOf(NANOS.getOrDefault(unit, 1L))).stripTrailingZeros();
        return inUnit.toPlainString() + unit;
    }
}
