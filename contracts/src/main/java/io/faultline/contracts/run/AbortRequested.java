package io.faultline.contracts.run;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.RunId;

/** Someone wants this run to end now. Stated by experiment-service. */
public record AbortRequested(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("Who asked.") String requestedBy,
        @JsonPropertyDescription("Why, in their words.") String reason,
        @JsonPropertyDescription("When.") Instant requestedAt,
        @JsonProperty(required = false) @JsonPropertyDescription("Whether everything was halted, and this run with it; false by default.") Boolean halt)
        implements
            RunFact {
    public AbortRequested {
        halt = halt != null && halt;
    }
}
