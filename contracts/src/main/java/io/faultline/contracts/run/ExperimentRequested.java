package io.faultline.contracts.run;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.ScheduleId;
import org.jspecify.annotations.Nullable;

/** Someone wants this run. Stated by experiment-service; for a cron firing by scheduler-service. */
public record ExperimentRequested(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("The project that owns it.") ProjectId project,
        @JsonPropertyDescription("The experiment.") ExperimentId experimentId,
        @JsonPropertyDescription("Revision of the experiment, from 1.") int revision,
        @JsonPropertyDescription("The experiment as it was then: frozen.") Experiment experiment,
        @JsonPropertyDescription("Who asked.") String requestedBy,
        @JsonPropertyDescription("When.") Instant requestedAt,
        @JsonPropertyDescription("The schedule that fired, if one did.") @Nullable ScheduleId schedule,
        @JsonPropertyDescription("The tick that fired, if one did.") @Nullable Instant tick) implements RunFact {}
