package io.faultline.contracts.fault;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Marks nodes unschedulable and evicts their pods, but for those of daemon sets and those that are never hit. Controllers make other pods wherever there is room; a pod without a controller is gone for good. The nodes are uncordoned again. */
public record NodeDrain(
        @JsonProperty(required = true) @JsonPropertyDescription("Which nodes.") NodeTarget target,
        @JsonPropertyDescription("Delete pods whose eviction is refused; false by default: they are asked to go again and again.") Boolean ignoreDisruptionBudgets,
        @JsonPropertyDescription("Grace period of each pod; its own by default.") @Nullable Duration gracePeriod)
        implements
            ApiFault {
    public NodeDrain {
        ignoreDisruptionBudgets = ignoreDisruptionBudgets != null && ignoreDisruptionBudgets;
    }

    @Override
    public void check(Complaints complaints) {
        ApiFault.super.check(complaints);
        complaints.at("gracePeriod").unless(gracePeriod == null || !gracePeriod.isNegative(), "must not be negative");
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
