package io.faultline.contracts.ids;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Names a cron schedule. */
public record ScheduleId(UUID value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ScheduleId parse(String text) {
        return new ScheduleId(UUID.fromString(text));
    }

    @Override
    @JsonValue
    public String toString() {
        return value.toString();
    }
}
