package io.faultline.experiment.graphql;

import java.time.Instant;

import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;

/** Times as clients write them: epoch milliseconds, in a text; seconds in Litmus 2.x. */
final class Times {
    /** In milliseconds a day of 1973, in seconds one of the year 5138. */
    private static final long NO_MILLIS = 100_000_000_000L;

    private Times() {}

    static String text(Instant at) {
        return Long.toString(at.toEpochMilli());
    }

    /** Empty if it has not come yet. */
    static String known(@Nullable Instant at) {
        return at == null ? "" : text(at);
    }

    /** What is written in milliseconds, as Litmus 2.x has it. */
    static String seconds(String millis) {
        return millis.isEmpty() ? "" : Long.toString(Long.parseLong(millis) / 1000);
    }

    static Instant parse(String text) {
        try {
            long at = Long.parseLong(text.strip());
            return Math.abs(at) < NO_MILLIS ? Instant.ofEpochSecond(at) : Instant.ofEpochMilli(at);
        } catch (NumberFormatException e) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "'%s' is no time: write milliseconds since 1970, or seconds, 0 for the beginning.".formatted(text));
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
