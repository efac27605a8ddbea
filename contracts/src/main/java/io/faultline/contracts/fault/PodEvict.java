package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Evicts pods through the eviction API, which their disruption budgets may refuse; within a duration again at each interval. A pod without a controller is gone for good. */
public record PodEvict(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Delete a pod whose eviction is refused; false by default.") Boolean ignoreDisruptionBudgets)
        implements
            ApiFault {
    public PodEvict {
        ignoreDisruptionBudgets = ignoreDisruptionBudgets != null && ignoreDisruptionBudgets;
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }

    @Override
    public boolean strikes() {
        return true;
    }
}
