package io.faultline.experiment.policy;

import java.time.Instant;
import java.util.Optional;

import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/**
 * A time in which no run may start: once, or each week.
 *
 * @param reason for whoever is refused by it
 */
public record BlackoutWindow(String name, String reason,
        @Nullable Once once, @Nullable Weekly weekly) {
    /** What is wrong with it, if anything. */
    public void check(Complaints complaints) {
        complaints.at("name").unless(name != null && name.matches("[a-z0-9][a-z0-9-]{0,62}"),
                "has to be 1 to 63 lower-case letters, digits and -");
        complaints.at("reason").unless(reason != null && !reason.isBlank() && reason.length() <= 1000,
                "has to be 1 to 1000 characters: whoever is refused reads it");
        complaints.unless((once == null) != (weekly == null), "needs exactly one of once, weekly");
        if (once != null) {
            once.check(complaints.at("once"));
        }
        if (weekly != null) {
            weekly.check(complaints.at("weekly"));
        }
    }

    /** When it ends, if it is in force then. */
    public Optional<Instant> endAt(Instant now) {
        return once != null ? once.endAt(now) : Optional.ofNullable(weekly).flatMap(each -> each.endAt(now));
    }
}
