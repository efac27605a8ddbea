package io.faultline.contracts.ids;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a connected infrastructure. */
public record InfrastructureId(UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static InfrastructureId parse(String text) {
        return new InfrastructureId(UUID.fromString(text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
