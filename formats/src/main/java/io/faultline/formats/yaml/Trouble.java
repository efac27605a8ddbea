package io.faultline.formats.yaml;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong, before its place in the text is looked up.
 *
 * @param place where, if it is known already
 * @param onKey whether it is the field's name that is wrong rather than its value
 */
public record Trouble(String pointer, @Nullable Place place, boolean onKey, String message,
        @Nullable String suggestion) {
    public static Trouble at(String pointer, String message) {
        return new Trouble(pointer, null, false, message, null);
    }

    public static Trouble at(Place place, String message) {
        return new Trouble("", place, false, message, null);
    }

    public Trouble meaning(@Nullable String probably) {
        return new Trouble(pointer, place, onKey, message, probably);
    }

    public static Trouble ofKey(String pointer, String message, @Nullable String suggestion) {
        return new Trouble(pointer, null, true, message, suggestion);
    }
}
