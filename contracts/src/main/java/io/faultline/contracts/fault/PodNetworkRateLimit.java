package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Lets pods send only so much a second (a token bucket). */
public record PodNetworkRateLimit(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Bytes a second; 128KB (about one megabit) by default.") ByteSize rate,
        @JsonPropertyDescription("What may be sent at once; 32KB by default.") ByteSize burst,
        @JsonPropertyDescription("What may wait before it is dropped; 256KB by default.") ByteSize limit,
        @JsonPropertyDescription("Which of their traffic; all that leaves them by default.") Traffic traffic)
        implements
            HelperFault {
    public PodNetworkRateLimit {
        rate = rate == null ? new ByteSize(128L << 10) : rate;
        burst = burst == null ? new ByteSize(32L << 10) : burst;
        limit = limit == null ? new ByteSize(256L << 10) : limit;
        traffic = traffic == null ? Traffic.ALL : traffic;
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.at("rate").unless(rate.bytes() > 0, "must be more than nothing");
        complaints.at("burst").unless(burst.bytes() > 0, "must be more than nothing");
        complaints.at("limit").unless(limit.bytes() > 0, "must be more than nothing");
        traffic.check(complaints.at("traffic"));
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
