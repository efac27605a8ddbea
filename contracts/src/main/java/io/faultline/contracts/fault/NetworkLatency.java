package io.faultline.contracts.fault;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Delays what goes through a fault proxy. */
public record NetworkLatency(
        @JsonProperty(required = true) @JsonPropertyDescription("Which fault proxy.") ProxyTarget target,
        @JsonProperty(required = true) @JsonPropertyDescription("Delay added.") Duration latency,
        @JsonPropertyDescription("The delay varies by up to this much either way.") Duration jitter,
        @JsonPropertyDescription("Which way the bytes go that are affected: downstream (default, upstream's answers) or upstream (the client's requests).") Direction direction,
        @JsonPropertyDescription("Share of the connections affected, in percent; 100 by default.") Integer toxicity)
        implements
            FaultSpec {
    public NetworkLatency {
        jitter = jitter == null ? Duration.ZERO : jitter;
        direction = direction == null ? Direction.DOWNSTREAM : direction;
        toxicity = toxicity == null ? 100 : toxicity;
    }

    @Override
    public void check(Complaints complaints) {
        FaultSpec.super.check(complaints);
        complaints.required(latency, "latency");
        complaints.notNegative(jitter, "jitter");
        complaints.within(toxicity, 1, 100, "toxicity");
    }

    @Override
    public Target aim() {
        return target;
    }
}
