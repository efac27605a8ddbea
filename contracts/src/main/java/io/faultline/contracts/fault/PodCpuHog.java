package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Keeps processors busy inside the cgroup of a container, so that its own limit is what is used up. */
public record PodCpuHog(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Busy workers, each at most one core, or 0 for as many as the node has; 1 by default.") Integer workers,
        @JsonPropertyDescription("How busy each worker is, in percent; 100 by default.") Integer load)
        implements
            HelperFault {
    public PodCpuHog {
        workers = workers == null ? 1 : workers;
        load = load == null ? 100 : load;
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.within(workers, 0, 256, "workers");
        complaints.within(load, 1, 100, "load");
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
