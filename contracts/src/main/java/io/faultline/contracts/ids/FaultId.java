package io.faultline.contracts.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a fault within its run: the unique name the experiment gave it. */
public record FaultId(String value) {
    public FaultId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("FaultId must not be blank");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static FaultId parse(String text) {
        return new FaultId(text);
    }

    @Override
    @JsonValue
    public String toString() {
        return value;
    }
}
