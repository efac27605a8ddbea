package io.faultline.experiment.graphql;

import java.time.Instant;

import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** Times as clients write them: epoch milliseconds, in a text. */
final class Times {
    private Times() {}

    static String text(Instant at) {
        return Long.toString(at.toEpochMilli());
    }

    /** Empty if it has not come yet. */
    static String known(@Nullable Instant at) {
        return at == null ? "" : text(at);
    }

    static Instant parse(String text) {
        try {
            return Instant.ofEpochMilli(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "'%s' is no time: write milliseconds since 1970, 0 for the beginning.".formatted(text));
        }
    }

    /** What lies between two dates; the second may be left out. */
    record DateRange(String startDate, @Nullable String endDate) {
        Instant from() {
            return parse(startDate);
        }

        @Nullable
        Instant until() {
            return endDate == null || endDate.isBlank() ? null : parse(endDate);
        }
    }
}
