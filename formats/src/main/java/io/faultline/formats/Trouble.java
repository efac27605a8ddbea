package io.faultline.formats;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong, before its place in the text is looked up.
 *
 * @param place where, if it is known already
 * @param onKey whether it is the field's name that is wrong rather than its value
 */
record Trouble(String pointer, @Nullable Place place, boolean onKey, String message, @Nullable String suggestion) {
    static Trouble at(String pointer, String message) {
        return new Trouble(pointer, null, false, message, null);
    }

    static Trouble at(Place place, String message) {
        return new Trouble("", place, false, message, null);
    }

    Trouble meaning(@Nullable String probably) {
        return new Trouble(pointer, place, onKey, message, probably);
    }

    static Trouble ofKey(String pointer, String message, @Nullable String suggestion) {
        return new Trouble(pointer, null, true, message, suggestion);
    }
}
