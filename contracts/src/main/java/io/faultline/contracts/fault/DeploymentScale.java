package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Sets the size of workloads, for example to 0; the former size is put back. */
public record DeploymentScale(
        @JsonProperty(required = true) @JsonPropertyDescription("Which workloads.") WorkloadTarget target,
        @JsonPropertyDescription("Pods for each workload; 0 by default.") Integer replicas)
        implements
            ApiFault {
    public DeploymentScale {
        replicas = replicas == null ? 0 : replicas;
    }

    @Override
    public void check(Complaints complaints) {
        ApiFault.super.check(complaints);
        complaints.within(replicas, 0, 10_000, "replicas");
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
