package io.faultline.contracts.run;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;

/** A fault is in force on these targets, until then at the latest. Stated by injector-service. */
public record FaultInjected(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("The step it answers.") StepId step,
        @JsonPropertyDescription("The fault.") FaultId fault,
        @JsonPropertyDescription("What it hit.") List<HitTarget> targets,
        @JsonPropertyDescription("When its first effect was made.") Instant at,
        @JsonPropertyDescription("When it will be reverted at the latest.") Instant until) implements RunFact {
    public FaultInjected {
        targets = List.copyOf(targets);
    }
}
