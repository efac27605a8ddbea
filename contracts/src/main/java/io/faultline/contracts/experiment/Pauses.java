package io.faultline.contracts.experiment;

import java.time.Duration;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Waits around something. */
public record Pauses(@JsonPropertyDescription("Wait before it starts.") Duration before,
        @JsonPropertyDescription("Wait after it is over.") Duration after) {
    public static final Pauses NONE = new Pauses(Duration.ZERO, Duration.ZERO);

    public Pauses {
        before = before == null ? Duration.ZERO : before;
        after = after == null ? Duration.ZERO : after;
    }

    void check(Complaints complaints) {
        complaints.notNegative(before, "before");
        complaints.notNegative(after, "after");
    }
}
