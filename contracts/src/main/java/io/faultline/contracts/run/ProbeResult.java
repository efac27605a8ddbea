package io.faultline.contracts.run;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.ProbeMode;
import org.jspecify.annotations.Nullable;

/** What came of a probe in one phase. Stated by probe-service. */
public record ProbeResult(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("The step it answers.") StepId step,
        @JsonPropertyDescription("The fault it belongs to, if any.") @Nullable FaultId fault,
        @JsonPropertyDescription("The probe.") String probe, @JsonPropertyDescription("Its mode.") ProbeMode mode,
        @JsonPropertyDescription("The part of the run it was taken in.") MeasurePhase phase,
        @JsonPropertyDescription("Held, broken or unmeasurable.") Outcome outcome,
        @JsonPropertyDescription("The measurement that decided: the first that did not hold, else the last.") Measurement decisive,
        @JsonPropertyDescription("How often it was evaluated.") int evaluations,
        @JsonPropertyDescription("How often it did not hold.") int failures,
        @JsonPropertyDescription("This failure ends the run.") boolean stopsRun) implements RunFact {}
