package io.faultline.formats.litmus;

import java.util.List;

import io.faultline.formats.yaml.Place;
import io.faultline.formats.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * A text that is read, and where it stands: the file itself, or a text inside it. A block text (<code>data: |</code>) is
 * counted in lines of the file; one in quotes stands at one place.
 */
record Source(String pointer, int lines, int columns, @Nullable Place quoted, List<String> text) {
    static Source file(String text) {
        return new Source("", 0, 0, null, text.lines().toList());
    }

    Spot spot(String inner, Place place) {
        return quoted == null
                ? new Spot(pointer + inner, new Place(place.line() + lines, place.column() + columns), null)
                : new Spot(pointer + inner, quoted, place);
    }

    /** The text a scalar holds. */
    Source inside(YamlNode.Scalar scalar, String inner) {
        List<String> within = scalar.written().lines().toList();
        Place start = scalar.place();
        Integer indent = start.line() < text.size() ? indentOf(within, text.subList(start.line(), text.size())) : null;
        return quoted == null && indent != null
                ? new Source(pointer + inner, lines + start.line(), columns + indent, null, within)
                : new Source(pointer + inner, 0, 0, spot(inner, start).place(), within);
    }

    /** How far the lines of a block stand to the right; null when they do not stand there. */
    private static @Nullable Integer indentOf(List<String> within, List<String> below) {
        Integer indent = null;
        for (int i = 0; i < Math.min(within.size(), 5); i++) {
            String line = within.get(i);
            if (i >= below.size() || !below.get(i).endsWith(line)) {
                return null;
            }
            if (!line.isBlank()) {
                int more = below.get(i).length() - line.length();
                boolean same = indent == null || indent == more;
                if (!same || !below.get(i).substring(0, more).isBlank()) {
                    return null;
                }
                indent = more;
            }
        }
        return indent;
    }
}
