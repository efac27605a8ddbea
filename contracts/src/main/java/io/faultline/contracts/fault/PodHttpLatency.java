package io.faultline.contracts.fault;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Delays the answers to HTTP requests that come in. */
public record PodHttpLatency(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Port the container serves plain HTTP on; 80 by default.") Integer port,
        @JsonPropertyDescription("Delay added; 2s by default.") Duration latency,
        @JsonPropertyDescription("Share of the requests affected, in percent; 100 by default.") Integer toxicity)
        implements
            HelperFault {
    public PodHttpLatency {
        port = port == null ? 80 : port;
        toxicity = toxicity == null ? 100 : toxicity;
        latency = latency == null ? Duration.ofSeconds(2) : latency;
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.within(port, 1, 65_535, "port");
        complaints.within(toxicity, 1, 100, "toxicity");
        complaints.at("latency").unless(latency.isPositive(), "must be longer than nothing");
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
