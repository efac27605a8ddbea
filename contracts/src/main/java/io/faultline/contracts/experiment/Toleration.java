package io.faultline.contracts.experiment;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** A taint that pods put up with; Kubernetes' own form. */
public record Toleration(@JsonPropertyDescription("Key of the taint; all keys without one.") @Nullable String key,
        @JsonPropertyDescription("Equal (default) or Exists.") String operator,
        @JsonPropertyDescription("Value of the taint, with Equal.") @Nullable String value,
        @JsonPropertyDescription("NoSchedule, PreferNoSchedule or NoExecute; all of them without one.") @Nullable String effect,
        @JsonPropertyDescription("With NoExecute: for so many seconds; for ever without.") @Nullable Long tolerationSeconds) {
    public Toleration {
        operator = operator == null ? "Equal" : operator;
    }

    void check(Complaints complaints) {
        complaints.at("operator").unless(operator.equals("Equal") || operator.equals("Exists"),
                "must be Equal or Exists");
        complaints.at("effect").unless(
                effect == null || effect.matches("NoSchedule|PreferNoSchedule|NoExecute"),
                "must be NoSchedule, PreferNoSchedule or NoExecute");
    }
}
