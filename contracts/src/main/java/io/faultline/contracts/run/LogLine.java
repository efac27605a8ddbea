package io.faultline.contracts.run;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import org.jspecify.annotations.Nullable;

/** A line for people. */
public record LogLine(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("Service and instance that said it.") String source,
        @JsonPropertyDescription("Counts up by one for each run and source, from 1.") long sequence,
        @JsonPropertyDescription("When.") Instant at, @JsonPropertyDescription("How bad.") Level level,
        @JsonPropertyDescription("The step it belongs to, if any.") @Nullable StepId step,
        @JsonPropertyDescription("The line.") String text) implements RunLogRecord {
    /** How bad it is. */
    public enum Level {
        @JsonProperty("info")
        INFO, @JsonEnumDefaultValue
        @JsonProperty("warn")
        WARN, @JsonProperty("error")
        ERROR
    }
}
