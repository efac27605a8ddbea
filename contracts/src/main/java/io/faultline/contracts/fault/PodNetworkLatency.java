package io.faultline.contracts.fault;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Delays what pods send. */
public record PodNetworkLatency(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Delay added; 2s by default.") Duration latency,
        @JsonPropertyDescription("The delay varies by up to this much either way.") Duration jitter,
        @JsonPropertyDescription("Which of their traffic; all that leaves them by default.") Traffic traffic)
        implements
            HelperFault {
    public PodNetworkLatency {
        latency = latency == null ? Duration.ofSeconds(2) : latency;
        jitter = jitter == null ? Duration.ZERO : jitter;
        traffic = traffic == null ? Traffic.ALL : traffic;
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.at("latency").unless(latency.isPositive(), "must be longer than nothing");
        complaints.notNegative(jitter, "jitter");
        traffic.check(complaints.at("traffic"));
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
