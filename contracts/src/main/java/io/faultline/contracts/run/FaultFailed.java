package io.faultline.contracts.run;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import org.jspecify.annotations.Nullable;

/** A fault could not be injected (nothing of it is left), or could not be reverted. Stated by injector-service. */
public record FaultFailed(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("The step it answers.") StepId step,
        @JsonPropertyDescription("The fault.") FaultId fault,
        @JsonPropertyDescription("What failed: inject (nothing is in force) or revert (it still is).") Failed failed,
        @JsonPropertyDescription("Which guard refused the injection, or that it could not be done; absent when the revert failed.") @Nullable Refusal refusal,
        @JsonPropertyDescription("Why, and the remedy.") String reason,
        @JsonPropertyDescription("The command that reverts it by hand, when it could not be reverted.") @Nullable String manualUndo,
        @JsonPropertyDescription("When.") Instant at) implements RunFact {
    /** What could not be done. */
    public enum Failed {
        @JsonProperty("inject")
        INJECT, @JsonEnumDefaultValue
        @JsonProperty("revert")
        REVERT
    }
}
