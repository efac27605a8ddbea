package io.faultline.contracts.fault;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A number of bytes, written like <code>64MB</code>; units are powers of 1024 (B, KB, MB, GB). */
public record ByteSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})\\s*(B|KB|MB|GB)?");
    private static final Map<String, Long> UNITS = Map.of("B", 1L, "KB", 1L << 10, "MB", 1L << 20, "GB", 1L << 30);

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ByteSize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT).replace("IB", "B"));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size; write it like 64MB");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        long count = Long.parseLong(matcher.group(1));
        long size = UNITS.getOrDefault(unit, 1L);
        if (count > Long.MAX_VALUE / size) {
            throw new IllegalArgumentException("'" + text + "' is too large");
        }
        return new ByteSize(count * size);
    }

    public static ByteSize megabytes(long count) {
        return new ByteSize(count << 20);
    }

    @Override
    @JsonValue
    public String toString() {
        if (bytes > 0 && bytes % (1L << 20) == 0) {
            return (bytes >> 20) + "MB";
        }
        return bytes > 0 && bytes % (1L << 10) == 0 ? (bytes >> 10) + "KB" : bytes + "B";
    }
}
