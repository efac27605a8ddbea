package io.faultline.experiment.infrastructure;

import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** A taint that agents bear, as Kubernetes writes it. */
public record Toleration(@Nullable String key, @Nullable String operator, @Nullable String value,
        @Nullable String effect) {
    void check(Complaints complaints) {
        complaints.at("operator").unless(operator == null || operator.equals("Equal") || operator.equals("Exists"),
                "must be Equal or Exists");
        complaints.at("effect").unless(
                effect == null || effect.equals("NoSchedule") || effect.equals("PreferNoSchedule")
                        || effect.equals("NoExecute"),
                "must be NoSchedule, PreferNoSchedule or NoExecute");
        complaints.at("key").unless(key == null || NameRules.isQualified(key), "must be a label key");
        complaints.at("value").unless(value == null || NameRules.isValue(value), "must be a label value");
    }
}
