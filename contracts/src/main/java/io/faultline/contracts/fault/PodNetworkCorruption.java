package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Flips a bit in part of what pods send. */
public record PodNetworkCorruption(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Share of the packets, in percent; 100 by default.") Integer percent,
        @JsonPropertyDescription("Which of their traffic; all that leaves them by default.") Traffic traffic)
        implements
            HelperFault {
    public PodNetworkCorruption {
        percent = percent == null ? 100 : percent;
        traffic = traffic == null ? Traffic.ALL : traffic;
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.within(percent, 1, 100, "percent");
        traffic.check(complaints.at("traffic"));
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
