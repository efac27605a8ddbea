package io.faultline.formats.litmus;

import io.faultline.formats.yaml.Place;
import org.jspecify.annotations.Nullable;

/**
 * A place in a manifest.
 *
 * @param inside the place within a text that stands at this place, when its lines are not lines of the file
 */
record Spot(String pointer, Place place, @Nullable Place inside) {
    String in(String message) {
        return inside == null
                ? message
                : "%s (line %d, column %d of the text there)".formatted(message, inside.line(), inside.column());
    }
}
