package io.faultline.contracts.run;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;

/** This run will consist of these steps, and will be over by then. Stated by scheduler-service. */
public record RunPlanned(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("The project that owns it.") ProjectId project,
        @JsonPropertyDescription("The experiment.") ExperimentId experimentId,
        @JsonPropertyDescription("The experiment, frozen.") Experiment experiment,
        @JsonPropertyDescription("The steps, each with what it waits for.") List<PlannedStep> steps,
        @JsonPropertyDescription("When it was planned.") Instant at,
        @JsonPropertyDescription("The run is stopped when it is not over by then.") Instant deadline)
        implements
            RunFact {
    public RunPlanned {
        steps = List.copyOf(steps);
    }
}
