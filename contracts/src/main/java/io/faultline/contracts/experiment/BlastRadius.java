package io.faultline.contracts.experiment;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** The most a single fault may hit; what would hit more is refused before its first effect. */
public record BlastRadius(
        @JsonPropertyDescription("At most this many targets for each fault.") @Nullable Integer maxTargets,
        @JsonPropertyDescription("At most this share of what the selector matches, in percent.") @Nullable Integer maxPercent,
        @JsonPropertyDescription("Whether it may hit what another run is hitting at the same time; false by default.") Boolean sharedTargets) {
    public BlastRadius {
        sharedTargets = sharedTargets != null && sharedTargets;
    }

    /** Nothing said: only the caps of the server hold. */
    public static final BlastRadius UNLIMITED = new BlastRadius(null, null, false);

    public static BlastRadius of(@Nullable Integer maxTargets, @Nullable Integer maxPercent) {
        return new BlastRadius(maxTargets, maxPercent, false);
    }

    void check(Complaints complaints) {
        if (maxTargets != null) {
            complaints.within(maxTargets, 1, 100_000, "maxTargets");
        }
        if (maxPercent != null) {
            complaints.within(maxPercent, 1, 100, "maxPercent");
        }
    }

    /** Whether hitting this many of what matched stays within the limits. */
    public boolean allows(int chosen, int matched) {
        boolean fewEnough = maxTargets == null || chosen <= maxTargets;
        return fewEnough && (maxPercent == null || chosen * 100L <= (long) maxPercent * matched);
    }

    @Override
    public String toString() {
        String targets = maxTargets == null ? "" : "at most " + maxTargets + " targets";
        String percent = maxPercent == null ? "" : "at most " + maxPercent + " % of the matches";
        return targets + (targets.isEmpty() || percent.isEmpty() ? "" : ", ") + percent;
    }
}
