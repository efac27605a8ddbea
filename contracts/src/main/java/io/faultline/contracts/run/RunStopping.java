package io.faultline.contracts.run;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.RunId;

/** No further steps; whoever holds faults of this run mends now. Stated by scheduler-service. */
public record RunStopping(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("What ended it.") StopCause cause,
        @JsonPropertyDescription("The same in words.") String reason,
        @JsonPropertyDescription("When.") Instant at) implements RunFact {}
