package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Lets only so many bytes a second through a fault proxy. */
public record NetworkBandwidth(
        @JsonProperty(required = true) @JsonPropertyDescription("Which fault proxy.") ProxyTarget target,
        @JsonProperty(required = true) @JsonPropertyDescription("Bytes per second, for example 64KB.") ByteSize rate,
        @JsonPropertyDescription("Which way the bytes go that are affected: downstream (default, upstream's answers) or upstream (the client's requests).") Direction direction,
        @JsonPropertyDescription("Share of the connections affected, in percent; 100 by default.") Integer toxicity)
        implements
            FaultSpec {
    public NetworkBandwidth {
        direction = direction == null ? Direction.DOWNSTREAM : direction;
        toxicity = toxicity == null ? 100 : toxicity;
    }

    @Override
    public void check(Complaints complaints) {
        FaultSpec.super.check(complaints);
        complaints.required(rate, "rate");
        complaints.at("rate").unless(rate == null || rate.bytes() > 0,
                "must be more than nothing; to let nothing through use network-blackhole");
        complaints.within(toxicity, 1, 100, "toxicity");
    }

    @Override
    public Target aim() {
        return target;
    }
}
