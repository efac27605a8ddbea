package io.faultline.experiment.infrastructure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes what manifests are made of: objects, lists, texts, numbers and yes or no. */
final class Yaml {
    /** Words that mean the same with and without quotes, in every YAML there is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][-A-Za-z0-9_./]*");
    private static final List<String> NOT_TEXT = List.of("true", "false", "yes", "no", "on", "off", "null", "y", "n");

    private Yaml() {}

    static String documents(List<Map<String, ?>> documents) {
        return documents.stream().map(each -> "---\n" + object(each, "")).collect(Collectors.joining());
    }

    private static String object(Map<?, ?> object, String indent) {
        StringBuilder text = new StringBuilder();
        object.forEach((key, value) -> text.append(indent).append(scalar(key)).append(':')
                .append(value(value, indent + "  ", "\n")));
        return text.toString();
    }

    private static String list(List<?> list, String indent) {
        StringBuilder text = new StringBuilder();
        for (Object item : list) {
            String written = value(item, indent + "  ", "");
            text.append(indent).append("- ").append(written.stripLeading());
        }
        return text.toString();
    }

    private static String value(Object value, String indent, String before) {
        return switch (value) {
            case Map<?, ?> object -> object.isEmpty() ? " {}\n" : before + object(object, indent);
            case List<?> list when list.isEmpty() -> " []\n";
            case List<?> list when list.stream().allMatch(each -> !(each instanceof Map) && !(each instanceof List)) ->
                " " + list.stream().map(Yaml::scalar).collect(Collectors.joining(", ", "[", "]")) + "\n";
            case List<?> list -> before + list(list, indent.substring(2));
            default -> " " + scalar(value) + "\n";
        };
    }

    private static String scalar(Object value) {
        return value instanceof String text
                && !(PLAIN.matcher(text).matches() && !NOT_TEXT.contains(text.toLowerCase(Locale.ROOT)))
                        ? quoted(text)
                        : String.valueOf(value);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(each -> {
            if (each == '"' || each == '\\') {
                quoted.append('\\').append((char) each);
            } else if (each < ' ' || each == 0x7F || each == 0x85 || each == 0xA0 || each >= 0x2028 && each <= 0x2029
                    || each == 0xFEFF) {
                quoted.append("\\u%04x".formatted(each));
            } else {
                quoted.append((char) each);
            }
        });
        return quoted.append('"').toString();
    }
}
