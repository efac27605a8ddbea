package io.faultline.probe.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.faultline.contracts.probe.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where in an object a value is: <code>status.phase</code>, <code>spec.ports[0].port</code>,
 * <code>status.conditions[type=Ready].status</code>, <code>metadata.labels['a.b/c']</code>.
 */
record ObjectPath(List<String> steps) {
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[([^\\]]+)]");

    static ObjectPath of(String text) {
        List<String> steps = new ArrayList<>();
        Matcher step = STEP.matcher(text);
        while (step.find()) {
            steps.add(step.group(1) == null ? "[" + step.group(2) : step.group(1));
        }
        return new ObjectPath(List.copyOf(steps));
    }

    /**
     * The value as a text. The API leaves out what is nothing: where a number is expected that is 0, else the empty text.
     *
     * @throws IllegalArgumentException if it is no single value
     */
    String text(ClusterObject object, Comparator expected) {
        Object value = object.tree();
        for (String step : steps) {
            value = value == null ? null : next(value, step);
        }
        if (value instanceof Map || value instanceof List) {
            throw new IllegalArgumentException(
                    "the path of %s leads to several values, and has to lead to one".formatted(object.name()));
        }
        String nothing = expected.type() == Comparator.Type.STRING ? "" : "0";
        return Objects.requireNonNullElse(value, nothing).toString();
    }

    private static @Nullable Object next(Object value, String step) {
        if (!step.startsWith("[")) {
            return value instanceof Map<?, ?> map ? map.get(step) : null;
        }
        String inner = step.substring(1);
        if (inner.startsWith("'") || inner.startsWith("\"")) {
            return value instanceof Map<?, ?> map ? map.get(inner.substring(1, Math.max(1, inner.length() - 1))) : null;
        }
        if (!(value instanceof List<?> list)) {
            return null;
        }
        int equals = inner.indexOf('=');
        if (equals > 0) {
            return list.stream().filter(each -> each instanceof Map<?, ?> map && inner.substring(equals + 1)
                    .equals(String.valueOf(map.get(inner.substring(0, equals))))).findFirst().orElse(null);
        }
        int index = inner.matches("\\d{1,9}") ? Integer.parseInt(inner) : -1;
        return index >= 0 && index < list.size() ? list.get(index) : null;
    }
}
