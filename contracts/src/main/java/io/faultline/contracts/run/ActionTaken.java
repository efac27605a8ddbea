package io.faultline.contracts.run;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;

/** An action was taken, or could not be. Stated by probe-service, which knows how to call and how to run. */
public record ActionTaken(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("The step it answers.") StepId step,
        @JsonPropertyDescription("The action.") String action,
        @JsonPropertyDescription("Whether it could be taken; what it returned is not judged.") boolean succeeded,
        @JsonPropertyDescription("What came back, shortened.") String detail,
        @JsonPropertyDescription("When it was over.") Instant at) implements RunFact {}
