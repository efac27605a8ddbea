package io.faultline.contracts.run;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;

/** A fault is gone. Stated by injector-service. */
public record FaultReverted(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("The step it answers.") StepId step,
        @JsonPropertyDescription("The fault.") FaultId fault,
        @JsonPropertyDescription("Why it was reverted.") RevertReason reason,
        @JsonPropertyDescription("When its last effect was taken away.") Instant at) implements RunFact {}
