package io.faultline.contracts.ids;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one fact, once: the CloudEvents <code>id</code> by which a redelivery is recognised. */
public record EventId(UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EventId parse(String text) {
        return new EventId(UUID.fromString(text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
