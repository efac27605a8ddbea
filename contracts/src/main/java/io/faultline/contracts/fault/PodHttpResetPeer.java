package io.faultline.contracts.fault;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Resets connections of HTTP requests that come in. */
public record PodHttpResetPeer(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Port the container serves plain HTTP on; 80 by default.") Integer port,
        @JsonPropertyDescription("After this time; at once by default.") Duration after,
        @JsonPropertyDescription("Share of the requests affected, in percent; 100 by default.") Integer toxicity)
        implements
            HelperFault {
    public PodHttpResetPeer {
        port = port == null ? 80 : port;
        toxicity = toxicity == null ? 100 : toxicity;
        after = after == null ? Duration.ZERO : after;
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.within(port, 1, 65_535, "port");
        complaints.within(toxicity, 1, 100, "toxicity");
        complaints.notNegative(after, "after");
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
