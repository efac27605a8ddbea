package io.faultline.contracts.fault;

import java.math.BigDecimal;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Loses part of what pods send. */
public record PodNetworkLoss(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Share of the packets, in percent; 100 by default.") BigDecimal percent,
        @JsonPropertyDescription("Which of their traffic; all that leaves them by default.") Traffic traffic)
        implements
            HelperFault {
    public PodNetworkLoss {
        percent = Percent.of(percent, 100);
        traffic = traffic == null ? Traffic.ALL : traffic;
    }

    /** Of a whole number of percent. */
    public PodNetworkLoss(PodTarget target, int percent, Traffic traffic) {
        this(target, BigDecimal.valueOf(percent), traffic);
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        Percent.check(complaints, percent);
        traffic.check(complaints.at("traffic"));
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
