package io.faultline.experiment.listing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;

/** A place in a list ordered by time, newest first: what comes after it is older. */
public record Cursor(Instant at, UUID id) {
    /** The place as an opaque word for an address. */
    @Override
    public String toString() {
        byte[] text = (at + "/" + id).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
    }

    public static Cursor parse(String word) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(word), StandardCharsets.UTF_8).split("/", -1);
            if (parts.length == 2) {
                return new Cursor(Instant.parse(parts[0]), UUID.fromString(parts[1]));
            }
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new IllegalArgumentException(refusal(word), e);
        }
        throw new IllegalArgumentException(refusal(word));
    }

    private static String refusal(String word) {
        return "'%s' is no cursor; take the one of 'next' in the page before, or leave 'after' out".formatted(word);
    }
}
