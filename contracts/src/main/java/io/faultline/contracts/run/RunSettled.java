package io.faultline.contracts.run;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import org.jspecify.annotations.Nullable;

/**
 * Every step answered or overdue, every fault reverted or reported stuck; nothing more is waited for. Stated by
 * scheduler-service.
 */
public record RunSettled(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("How it came to its end.") RunEnding ending,
        @JsonPropertyDescription("What stopped it, if it was stopped.") @Nullable StopCause cause,
        @JsonPropertyDescription("The same in words.") @Nullable String reason,
        @JsonPropertyDescription("Steps never answered.") List<StepId> overdue,
        @JsonPropertyDescription("Faults nobody has reported reverted: stuck, or their injector is gone.") List<FaultId> openFaults,
        @JsonPropertyDescription("When.") Instant at) implements RunFact {
    public RunSettled {
        overdue = List.copyOf(overdue);
        openFaults = List.copyOf(openFaults);
    }
}
