package io.faultline.experiment.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import io.faultline.contracts.complaint.Complaints;

/**
 * Each week on some days, over midnight and over days if it is long.
 *
 * @param start by the clock of the zone
 * @param duration up to 7 days, whatever the clock does meanwhile
 */
public record Weekly(List<DayOfWeek> days,
        LocalTime start,
        Duration duration,
        ZoneId zone) {
    private static final Duration LONGEST = Duration.ofDays(7);

    public Weekly {
        days = days == null ? List.of() : List.copyOf(days);
    }

    void check(Complaints complaints) {
        complaints.at("days").unless(!days.isEmpty(), "name at least one, like MONDAY");
        complaints.required(start, "start");
        complaints.required(zone, "zone");
        complaints.required(duration, "duration");
        complaints.at("duration").unless(
                duration == null || duration.isPositive() && duration.compareTo(LONGEST) <= 0,
                "has to be longer than nothing and at most 168h");
    }

    /** Of windows that overlap themselves, the end of the last. */
    Optional<Instant> endAt(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return LongStream.rangeClosed(0, duration.toDays() + 1).mapToObj(today::minusDays)
                .filter(day -> days.contains(day.getDayOfWeek())).map(day -> day.atTime(start).atZone(zone).toInstant())
                .filter(begin -> !now.isBefore(begin) && now.isBefore(begin.plus(duration)))
                .map(begin -> begin.plus(duration)).max(Comparator.naturalOrder());
    }
}
