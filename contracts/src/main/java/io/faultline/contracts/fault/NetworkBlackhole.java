package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Accepts connections through a fault proxy and lets no byte through, neither way. */
public record NetworkBlackhole(
        @JsonProperty(required = true) @JsonPropertyDescription("Which fault proxy.") ProxyTarget target,
        @JsonPropertyDescription("Share of the connections affected, in percent; 100 by default.") Integer toxicity)
        implements
            FaultSpec {
    public NetworkBlackhole {
        toxicity = toxicity == null ? 100 : toxicity;
    }

    @Override
    public void check(Complaints complaints) {
        FaultSpec.super.check(complaints);
        complaints.within(toxicity, 1, 100, "toxicity");
    }

    @Override
    public Target aim() {
        return target;
    }
}
