package io.faultline.contracts.ids;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names one run of one experiment; the Kafka key of everything said about it. */
public record RunId(UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static RunId parse(String text) {
        return new RunId(UUID.fromString(text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
