package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Keeps processors of nodes busy. */
public record NodeCpuHog(
        @JsonProperty(required = true) @JsonPropertyDescription("Which nodes.") NodeTarget target,
        @JsonPropertyDescription("Busy workers, each at most one core; as many as the node has by default (0).") Integer workers,
        @JsonPropertyDescription("How busy each worker is, in percent; 100 by default.") Integer load)
        implements
            HelperFault {
    public NodeCpuHog {
        workers = workers == null ? 0 : workers;
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
