package io.faultline.formats.litmus;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.faultline.contracts.fault.ByteSize;
import io.faultline.contracts.wire.DurationText;

/** Spans and sizes in all the spellings Litmus, Harness and tc take. */
final class Units {
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern TC = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*([a-z]*)");

    private Units() {}

    /** A span: with its unit, or a bare number of this one. */
    static Optional<Duration> span(String text, Duration unit) {
        String plain = text.strip();
        if (NUMBER.matcher(plain).matches()) {
            BigDecimal nanos = new BigDecimal(plain).multiply(BigDecimal.valueOf(unit.toNanos()));
            return nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0
                    ? Optional.empty()
                    : Optional.of(Duration.ofNanos(nanos.longValue()));
        }
        try {
            return Optional.of(DurationText.parse(plain).duration()).filter(span -> !span.isNegative());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A rate as tc takes it, in bytes a second: bits unless it says bytes (bps), in thousands. */
    static Optional<ByteSize> rate(String text) {
        return tc(text, unit -> switch (unit) {
            case "", "bit" -> "0.125";
            case "kbit" -> "125";
            case "mbit" -> "125000";
            case "gbit" -> "125000000";
            case "bps" -> "1";
            case "kbps" -> "1000";
            case "mbps" -> "1000000";
            case "gbps" -> "1000000000";
            default -> "";
        });
    }

    /** A size as tc takes it: bytes unless it says bits, in powers of 1024. */
    static Optional<ByteSize> size(String text) {
        return tc(text, unit -> switch (unit) {
            case "", "b" -> "1";
            case "k", "kb" -> "1024";
            case "m", "mb" -> "1048576";
            case "g", "gb" -> "1073741824";
            case "kbit" -> "128";
            case "mbit" -> "131072";
            case "gbit" -> "134217728";
            default -> "";
        });
    }

    private static Optional<ByteSize> tc(String text, java.util.function.Function<String, String> units) {
        Matcher matcher = TC.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!matcher.matches() || units.apply(matcher.group(2)).isEmpty()) {
            return Optional.empty();
        }
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(new BigDecimal(units.apply(matcher.group(2))));
        return bytes.compareTo(BigDecimal.valueOf(1L << 50)) > 0
                ? Optional.empty()
                : Optional.of(new ByteSize(bytes.longValue()));
    }
}
