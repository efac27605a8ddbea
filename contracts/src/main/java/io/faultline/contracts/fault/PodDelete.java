package io.faultline.contracts.fault;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Deletes pods; within a duration again at each interval, whoever matches then. Nothing to undo: replacing them is what their controller has to show; a pod without one is gone for good. */
public record PodDelete(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Without a grace period, as if the node had lost them; false by default.") Boolean force,
        @JsonPropertyDescription("Grace period of the deletion; the pod's own by default.") @Nullable Duration gracePeriod)
        implements
            ApiFault {
    public PodDelete {
        force = force != null && force;
    }

    @Override
    public void check(Complaints complaints) {
        ApiFault.super.check(complaints);
        complaints.unless(!force || gracePeriod == null, "give force or gracePeriod, not both");
        complaints.at("gracePeriod").unless(gracePeriod == null || !gracePeriod.isNegative(), "must not be negative");
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
