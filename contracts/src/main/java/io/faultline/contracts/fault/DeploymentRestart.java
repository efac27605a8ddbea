package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Restarts workloads pod by pod, as a rollout does; within a duration again at each interval. Nothing to undo. */
public record DeploymentRestart(
        @JsonProperty(required = true) @JsonPropertyDescription("Which workloads.") WorkloadTarget target)
        implements
            ApiFault {
    @Override
    public ClusterTarget aim() {
        return target;
    }

    @Override
    public boolean strikes() {
        return true;
    }
}
