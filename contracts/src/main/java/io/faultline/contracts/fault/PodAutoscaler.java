package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Scales workloads up and expects that many pods to get ready within the duration: whether nodes and quota have room. The former size is put back. */
public record PodAutoscaler(
        @JsonProperty(required = true) @JsonPropertyDescription("Which workloads.") WorkloadTarget target,
        @JsonPropertyDescription("Pods for each workload; 5 by default.") Integer replicas)
        implements
            ApiFault {
    public PodAutoscaler {
        replicas = replicas == null ? 5 : replicas;
    }

    @Override
    public void check(Complaints complaints) {
        ApiFault.super.check(complaints);
        complaints.within(replicas, 1, 10_000, "replicas");
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
