package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Closes a connection through a fault proxy in the middle of what it carries: answers come short. */
public record NetworkCut(
        @JsonProperty(required = true) @JsonPropertyDescription("Which fault proxy.") ProxyTarget target,
        @JsonProperty(required = true) @JsonPropertyDescription("A connection is closed as soon as it has carried so many bytes, counted from its beginning; 0B closes it at once.") ByteSize after,
        @JsonPropertyDescription("Which way the bytes go that are counted: downstream (default, upstream's answers) or upstream (the client's requests).") Direction direction,
        @JsonPropertyDescription("Share of the connections affected, in percent; 100 by default.") Integer toxicity)
        implements
            FaultSpec {
    public NetworkCut {
        direction = direction == null ? Direction.DOWNSTREAM : direction;
        toxicity = toxicity == null ? 100 : toxicity;
    }

    @Override
    public void check(Complaints complaints) {
        FaultSpec.super.check(complaints);
        complaints.required(after, "after");
        complaints.within(toxicity, 1, 100, "toxicity");
    }

    @Override
    public Target aim() {
        return target;
    }
}
