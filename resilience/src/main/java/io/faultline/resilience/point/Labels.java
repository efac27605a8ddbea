package io.faultline.resilience.point;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.faultline.contracts.wire.FactType;
import io.faultline.contracts.wire.Wire;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Names what is written, so that two runs of the same experiment give it the same name. */
final class Labels {
    private static final Pattern WRITES = Pattern.compile("(?i)\\b(insert into|(?<!for )update|delete from)\\s+(\\w+)");

    private Labels() {}

    /** The tables a statement writes, each with how; none if it only reads. */
    static List<String> tables(String sql) {
        TreeSet<String> found = new TreeSet<>();
        Matcher matcher = WRITES.matcher(sql);
        while (matcher.find()) {
            String verb = matcher.group(1).toLowerCase(java.util.Locale.ROOT).split(" ")[0];
            if (!matcher.group(2).equalsIgnoreCase("set") && !matcher.group(2).equalsIgnoreCase("skip")) {
                found.add(matcher.group(2) + "." + verb);
            }
        }
        return List.copyOf(found);
    }

    /** The fact among the values of a row, if there is one: its type, and the step and probe it is of. */
    static @Nullable String fact(Iterable<@Nullable Object> row) {
        String type = null;
        String of = "";
        for (Object value : row) {
            String text = text(value);
            if (FactType.named(text).isPresent()) {
                type = FactType.named(text).get().record().getSimpleName();
            } else if (text.startsWith("{\"")) {
                of = of(text);
            }
        }
        return type == null ? null : type + of;
    }

    static String fact(String type, byte[] value) {
        return String.valueOf(fact(List.of(type, value)));
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case String string -> string;
            case byte[] bytes -> new String(bytes, StandardCharsets.UTF_8);
            case null, default -> "";
        };
    }

    private static String of(String json) {
        try {
            JsonNode fact = Wire.mapper().readTree(json);
            JsonNode step = fact.path("step");
            String parts = java.util.stream.Stream
                    .of(step.isString() ? step.asString() : step.path("id").asString(""),
                            fact.path("probe").asString(""))
                    .filter(each -> !each.isEmpty()).collect(Collectors.joining(" "));
            return parts.isEmpty() ? "" : "(" + parts + ")";
        } catch (JacksonException e) {
            return "";
        }
    }
}
