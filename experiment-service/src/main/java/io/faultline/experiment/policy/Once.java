package io.faultline.experiment.policy;

import java.time.Instant;
import java.util.Optional;

import io.faultline.contracts.complaint.Complaints;

/** From one instant up to another. */
public record Once(Instant from, Instant to) {
    void check(Complaints complaints) {
        complaints.required(from, "from");
        complaints.required(to, "to");
        complaints.unless(from == null || to == null || from.isBefore(to), "from has to be before to");
    }

    Optional<Instant> endAt(Instant now) {
        return now.isBefore(from) || !now.isBefore(to) ? Optional.empty() : Optional.of(to);
    }
}
