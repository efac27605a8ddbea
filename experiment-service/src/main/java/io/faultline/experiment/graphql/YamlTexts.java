package io.faultline.experiment.graphql;

import java.util.Map;

import io.faultline.contracts.wire.Wire;

/** YAML for clients. Every JSON text is YAML too, so values are written as JSON has them, and structure by indentation. */
final class YamlTexts {
    private YamlTexts() {}

    static String write(Map<String, ?> fields) {
        StringBuilder text = new StringBuilder();
        write(text, "", fields);
        return text.toString();
    }

    private static void write(StringBuilder text, String indent, Map<?, ?> fields) {
        fields.forEach((name, value) -> {
            text.append(indent).append(key(String.valueOf(name))).append(':');
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                text.append('\n');
                write(text, indent + "  ", inner);
            } else if (value instanceof Iterable<?> items && items.iterator().hasNext()) {
                text.append('\n');
                items.forEach(item -> item(text, indent, item));
            } else {
                text.append(' ').append(Wire.mapper().writeValueAsString(value)).append('\n');
            }
        });
    }

    private static void item(StringBuilder text, String indent, Object item) {
        if (item instanceof Map<?, ?> fields && !fields.isEmpty()) {
            StringBuilder inner = new StringBuilder();
            write(inner, indent + "  ", fields);
            text.append(indent).append("- ").append(inner, indent.length() + 2, inner.length());
        } else {
            text.append(indent).append("- ").append(Wire.mapper().writeValueAsString(item)).append('\n');
        }
    }

    private static String key(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_./-]*") ? name : Wire.mapper().writeValueAsString(name);
    }
}
