package io.faultline.contracts.ids;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names the project that owns an experiment and its runs; travels as the CloudEvents extension <code>projectid</code>. */
public record ProjectId(String value) {
    public ProjectId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("ProjectId must not be blank");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ProjectId parse(String text) {
        return new ProjectId(text);
    }

    @Override
    @JsonValue
    public String toString() {
        return value;
    }
}
