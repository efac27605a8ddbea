package io.faultline.contracts.fault;

import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** How many of several matches are hit: so many, so many percent (at least one), or all. */
record Share(@Nullable Integer count, @Nullable Integer percent) {
    int of(int matches) {
        if (count != null) {
            return Math.min(count, matches);
        }
        return percent == null ? matches : Math.min(matches, Math.max(1, (int) ((long) matches * percent / 100)));
    }

    void check(Complaints complaints) {
        complaints.unless(count == null || percent == null, "give count or percent, not both");
        if (count != null) {
            complaints.within(count, 1, 100_000, "count");
        }
        if (percent != null) {
            complaints.within(percent, 1, 100, "percent");
        }
    }
}
