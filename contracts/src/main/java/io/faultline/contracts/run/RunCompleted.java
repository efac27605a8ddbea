package io.faultline.contracts.run;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Verdict;

/** The last word on a run: what downstream tooling reads. Stated by scoring-service. */
public record RunCompleted(@JsonPropertyDescription("The run.") RunId run,
        @JsonPropertyDescription("The project that owns it.") ProjectId project,
        @JsonPropertyDescription("The experiment.") ExperimentId experimentId,
        @JsonPropertyDescription("Name of the experiment.") String experimentName,
        @JsonPropertyDescription("How it ended.") RunPhase phase,
        @JsonPropertyDescription("Whether what should hold held.") Verdict verdict,
        @JsonPropertyDescription("The score, and what every fault and probe gave to it.") Scorecard scorecard,
        @JsonPropertyDescription("The verdict's reasons, in words.") List<String> reasons,
        @JsonPropertyDescription("When it was planned.") Instant startedAt,
        @JsonPropertyDescription("When it was settled.") Instant endedAt) implements RunFact {
    public RunCompleted {
        reasons = List.copyOf(reasons);
    }
}
