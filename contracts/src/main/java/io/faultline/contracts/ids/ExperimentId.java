package io.faultline.contracts.ids;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names an experiment, whatever its revision. */
public record ExperimentId(UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ExperimentId parse(String text) {
        return new ExperimentId(UUID.fromString(text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
