package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Holds memory inside the cgroup of a container; more than its limit gets somebody in it killed. */
public record PodMemoryHog(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("How much to hold; 500MB by default.") ByteSize size)
        implements
            HelperFault {
    public PodMemoryHog {
        size = size == null ? ByteSize.megabytes(500) : size;
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.at("size").unless(size.bytes() > 0, "must be more than nothing");
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
