package io.faultline.formats;

import io.faultline.contracts.wire.DurationText;
import tools.jackson.databind.JsonNode;

/** What a schema expects and a value is, in words. */
final class Words {
    private static final int LONGEST = 60;

    private Words() {}

    static String expected(JsonNode schema) {
        String pattern = schema.path("pattern").asString("");
        if (pattern.equals(DurationText.PATTERN)) {
            return "a duration such as 500ms, 10s or 1m30s";
        } else if (!pattern.isEmpty()) {
            return "a size such as 64KB or 256MB";
        }
        return switch (schema.path("type").asString("")) {
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            case "object" -> "a mapping";
            case "string" -> schema.has("enum")
                    ? "one of " + String.join(", ",
                            schema.path("enum").valueStream().map(JsonNode::asString).toList())
                    : "text";
            default -> "something else";
        };
    }

    static String shown(JsonNode value) {
        if (value.isObject()) {
            return "a mapping";
        } else if (value.isArray()) {
            return "a list";
        } else if (value.isString()) {
            return "'" + quoted(value.asString()) + "'";
        }
        return quoted(value.toString());
    }

    /** On one line and not too long. */
    static String quoted(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
