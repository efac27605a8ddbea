package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Lets pods send only so much a second (a token bucket). */
public record PodNetworkRateLimit(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Bytes a second; 128KB (about one megabit) by default.") ByteSize rate,
        @JsonPropertyDescription("What may be sent at once; 32KB by default.") ByteSize burst,
        @JsonPropertyDescription("What may wait before it is dropped; 256KB by default.") ByteSize limit,
        @JsonPropertyDescription("Which of their traffic; all that leaves them by default.") Traffic traffic,
        @JsonPropertyDescription("Bytes a second at which a burst is sent, more than rate; as fast as it goes by default. Needs minBurst.") @Nullable ByteSize peakRate,
        @JsonPropertyDescription("What may be sent at once at peakRate: at least a packet.") @Nullable ByteSize minBurst)
        implements
            HelperFault {
    public PodNetworkRateLimit {
        rate = rate == null ? new ByteSize(128L << 10) : rate;
        burst = burst == null ? new ByteSize(32L << 10) : burst;
        limit = limit == null ? new ByteSize(256L << 10) : limit;
        traffic = traffic == null ? Traffic.ALL : traffic;
    }

    /** With one rate. */
    public PodNetworkRateLimit(PodTarget target, ByteSize rate, ByteSize burst, ByteSize limit, Traffic traffic) {
        this(target, rate, burst, limit, traffic, null, null);
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.at("rate").unless(rate.bytes() > 0, "must be more than nothing");
        complaints.at("burst").unless(burst.bytes() > 0, "must be more than nothing");
        complaints.at("limit").unless(limit.bytes() > 0, "must be more than nothing");
        complaints.at("peakRate").unless(peakRate == null || peakRate.bytes() > rate.bytes(), "must be more than rate");
        complaints.unless(peakRate == null || minBurst != null, "peakRate needs minBurst, such as 2KB");
        complaints.at("minBurst").unless(minBurst == null || minBurst.bytes() > 0, "must be more than nothing");
        traffic.check(complaints.at("traffic"));
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
