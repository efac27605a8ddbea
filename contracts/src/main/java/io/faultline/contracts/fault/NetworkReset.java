package io.faultline.contracts.fault;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Resets connections through a fault proxy (TCP RST), those open and those that come. */
public record NetworkReset(
        @JsonProperty(required = true) @JsonPropertyDescription("Which fault proxy.") ProxyTarget target,
        @JsonPropertyDescription("Reset this long after the connection is made; 0s by default.") Duration after,
        @JsonPropertyDescription("Share of the connections affected, in percent; 100 by default.") Integer toxicity)
        implements
            FaultSpec {
    public NetworkReset {
        after = after == null ? Duration.ZERO : after;
        toxicity = toxicity == null ? 100 : toxicity;
    }

    @Override
    public void check(Complaints complaints) {
        FaultSpec.super.check(complaints);
        complaints.notNegative(after, "after");
        complaints.within(toxicity, 1, 100, "toxicity");
    }

    @Override
    public Target aim() {
        return target;
    }
}
