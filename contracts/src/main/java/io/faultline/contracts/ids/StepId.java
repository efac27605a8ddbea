package io.faultline.contracts.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a step within its run, readably: <code>inject:freeze-payments</code>. */
public record StepId(String value) {
    public StepId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("StepId must not be blank");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static StepId parse(String text) {
        return new StepId(text);
    }

    @Override
    @JsonValue
    public String toString() {
        return value;
    }
}
