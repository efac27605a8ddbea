package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Holds memory of nodes. */
public record NodeMemoryHog(
        @JsonProperty(required = true) @JsonPropertyDescription("Which nodes.") NodeTarget target,
        @JsonPropertyDescription("How much to hold (or give percent).") @Nullable ByteSize size,
        @JsonPropertyDescription("Share of all the memory of the node; 30 by default, without size.") @Nullable Integer percent)
        implements
            HelperFault {
    public NodeMemoryHog {
        percent = percent == null && size == null ? Integer.valueOf(30) : percent;
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.unless(size == null || percent == null, "give size or percent, not both");
        if (percent != null) {
            complaints.within(percent, 1, 100, "percent");
        }
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
