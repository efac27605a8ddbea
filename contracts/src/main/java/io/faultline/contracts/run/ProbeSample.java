package io.faultline.contracts.run;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import org.jspecify.annotations.Nullable;

/** One evaluation of a probe: a dot on the timeline. */
public record ProbeSample(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("Service and instance that measured.") String source,
        @JsonPropertyDescription("Counts up by one for each run and source, from 1.") long sequence,
        @JsonPropertyDescription("The step it belongs to.") StepId step,
        @JsonPropertyDescription("The fault it belongs to, if any.") @Nullable FaultId fault,
        @JsonPropertyDescription("The probe.") String probe,
        @JsonPropertyDescription("The part of the run.") MeasurePhase phase,
        @JsonPropertyDescription("What was measured.") Measurement measurement) implements RunLogRecord {}
