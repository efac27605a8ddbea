package io.faultline.contracts.run;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.RunId;

/** A source has no more to say of a run: without this, nobody would see that its last lines were lost. */
public record LinesEnded(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("Service and instance that said the lines.") String source,
        @JsonPropertyDescription("One more than that of its last line.") long sequence,
        @JsonPropertyDescription("When.") Instant at) implements RunLogRecord {}
