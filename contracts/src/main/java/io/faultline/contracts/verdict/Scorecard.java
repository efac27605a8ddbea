package io.faultline.contracts.verdict;

import java.math.BigDecimal;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.ProbeMode;
import org.jspecify.annotations.Nullable;

/** A resilience score and its explanation: what each probe and fault gave to it. */
public record Scorecard(@JsonPropertyDescription("The score in percent.") ResilienceScore score,
        @JsonPropertyDescription("Version of the formula that made it.") String formula,
        @JsonPropertyDescription("Whether more may come.") boolean partial,
        @JsonPropertyDescription("Every fault of the experiment, also those never reached.") List<FaultScore> faults,
        @JsonPropertyDescription("The hypothesis' probes, before, during and after; they count for the verdict, not for the score.") List<ProbeScore> hypothesis) {
    public Scorecard {
        faults = List.copyOf(faults);
        hypothesis = List.copyOf(hypothesis);
    }

    /** One fault's part. */
    public record FaultScore(@JsonPropertyDescription("The fault.") FaultId fault,
            @JsonPropertyDescription("Its wire type.") String type,
            @JsonPropertyDescription("Its weight.") int weight,
            @JsonPropertyDescription("Share of its probes that passed, whole percent.") int probeSuccessPercentage,
            @JsonPropertyDescription("How far it came.") FaultPhase phase,
            @JsonPropertyDescription("Its verdict.") FaultVerdict verdict,
            @JsonPropertyDescription("Points it gave to the score.") BigDecimal contributed,
            @JsonPropertyDescription("Points it could have given.") BigDecimal possible,
            @JsonPropertyDescription("Its probes.") List<ProbeScore> probes) {
        public FaultScore {
            probes = List.copyOf(probes);
        }
    }

    /** One probe's part. */
    public record ProbeScore(@JsonPropertyDescription("The probe.") String probe,
            @JsonPropertyDescription("Its mode; of the hypothesis the phase tells more.") ProbeMode mode,
            @JsonPropertyDescription("For probes of the hypothesis: before, during or after.") @Nullable String phase,
            @JsonPropertyDescription("What came of it; null when it was never evaluated.") @Nullable Outcome outcome,
            @JsonPropertyDescription("How often it was evaluated.") int evaluations,
            @JsonPropertyDescription("How often it did not hold.") int failures,
            @JsonPropertyDescription("Why it did not hold.") @Nullable String detail) {}
}
