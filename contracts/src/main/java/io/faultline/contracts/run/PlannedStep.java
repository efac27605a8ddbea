package io.faultline.contracts.run;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.StepId;

/** A step and its place in the plan. */
public record PlannedStep(@JsonPropertyDescription("The step.") Step step,
        @JsonPropertyDescription("Part of the run it belongs to.") RunPart part,
        @JsonPropertyDescription("It is due as soon as all of these are over.") List<StepId> after,
        @JsonPropertyDescription("It has to be answered within this time of being due.") Duration budget) {
    public PlannedStep {
        after = List.copyOf(after);
    }

    public StepId id() {
        return step.id();
    }
}
