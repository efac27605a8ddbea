package io.faultline.contracts.run;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;

/** The time of this step has come. Stated by scheduler-service. */
public record StepDue(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("The project that owns it.") ProjectId project,
        @JsonPropertyDescription("What is to be done.") Step step,
        @JsonPropertyDescription("Since when it is due.") Instant at,
        @JsonPropertyDescription("It has to be answered by then; who first hears of it later must not begin.") Instant deadline)
        implements
            RunFact {}
