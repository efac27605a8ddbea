package io.faultline.formats;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a file, where a person finds it.
 *
 * @param line from 1
 * @param column from 1
 * @param pointer the same place as a JSON Pointer (RFC 6901)
 * @param suggestion the word that was probably meant
 */
public record Finding(String file, int line, int column, String pointer, String message,
        @Nullable String suggestion) {
    /** What is wrong, and what was probably meant. */
    public String advice() {
        return suggestion == null ? message : "%s; did you mean '%s'?".formatted(message, suggestion);
    }

    @Override
    public String toString() {
        return "%s:%d:%d: %s".formatted(file, line, column, advice());
    }
}
