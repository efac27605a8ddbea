package io.faultline.formats.litmus;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** When a CronWorkflow or a ChaosSchedule is to run. */
final class TimetableReading {
    static final Map<String, String> CRON_REST = Map.of("successfulJobsHistoryLimit", "all runs are kept",
            "failedJobsHistoryLimit", "all runs are kept", "workflowMetadata", "there are no workflow objects");
    private static final String CRON = "@\\w+|\\S+(\\s+\\S+){4,5}";

    private TimetableReading() {}

    static @Nullable Timetable cron(Piece spec) {
        List<Piece> several = spec.items("schedules");
        Optional<Piece> one = several.size() == 1
                ? Optional.of(several.getFirst())
                : spec.field("schedule").filter(each -> !each.isNothing());
        if (several.size() > 1 || one.isEmpty()) {
            spec.notes().refuse(spec.spot(), "a CronWorkflow needs one schedule, with five fields: 0 * * * *");
            return null;
        }
        Optional<String> cron = one.get().known().map(String::strip);
        if (cron.isPresent() && !cron.get().matches(CRON)) {
            spec.notes().refuse(one.get().spot(),
                    "'%s' is no schedule; it has five fields: minute hour day month weekday"
                            .formatted(Piece.shown(cron.get())));
        }
        String zone = spec.text("timezone").orElse(null);
        if (zone != null && !isZone(zone)) {
            spec.field("timezone").ifPresent(piece -> spec.notes().refuse(piece.spot(),
                    "'%s' is no time zone; write one like Europe/Berlin".formatted(Piece.shown(zone))));
        }
        String policy = spec.text("concurrencyPolicy").orElse(null);
        if (policy != null && !policy.matches("Allow|Forbid|Replace")) {
            spec.field("concurrencyPolicy").ifPresent(piece -> spec.notes().refuse(piece.spot(),
                    "concurrencyPolicy has to be Allow, Forbid or Replace"));
        }
        Duration late = spec.text("startingDeadlineSeconds")
                .flatMap(text -> Units.span(text, Duration.ofSeconds(1))).orElse(null);
        return cron.map(text -> new Timetable(text, zone, policy,
                spec.raw("suspend").strip().equalsIgnoreCase("true"), late, null, null, null)).orElse(null);
    }

    private static boolean isZone(String zone) {
        return ZoneId.getAvailableZoneIds().contains(zone) || zone.matches("UTC|Z|Etc/UTC");
    }

    /** A ChaosSchedule's <code>schedule</code>; null when it is to run now, once. */
    static @Nullable Timetable chaos(Piece spec) {
        Piece schedule = spec.fields("schedule");
        boolean halted = spec.raw("scheduleState").strip().matches("(?i)halt|complete");
        Optional<Piece> repeat = schedule.field("repeat").filter(each -> !each.isNothing());
        Optional<Piece> once = schedule.field("once").filter(each -> !each.isNothing());
        boolean now = schedule.raw("now").strip().equalsIgnoreCase("true");
        schedule.ignoreRest(Map.of());
        if (repeat.isPresent()) {
            return repeated(repeat.get(), halted, spec.text("concurrencyPolicy").orElse("Forbid"));
        }
        if (once.isPresent()) {
            Instant at = instant(once.get(), "executionTime");
            once.get().ignoreRest(Map.of());
            return new Timetable(null, null, null, halted, null, null, null, at);
        }
        if (!now) {
            spec.notes().refuse(schedule.spot(), "a schedule is now: true, once or repeat");
        }
        return null;
    }

    private static @Nullable Timetable repeated(Piece repeat, boolean halted, String policy) {
        Piece range = repeat.fields("timeRange");
        Instant from = instant(range, "startTime");
        Instant until = instant(range, "endTime");
        Piece interval = repeat.fields("properties").fields("minChaosInterval");
        String hours = number(interval.fields("hour"), "everyNthHour", 23);
        String minutes = number(interval.fields("minute"), "everyNthMinute", 59);
        String minute = number(interval.fields("hour"), "minuteOfTheHour", 59);
        String days = repeat.fields("workDays").text("includedDays").orElse("*").strip();
        String daytime = repeat.fields("workHours").text("includedHours").orElse("*").strip();
        if (hours == null && minutes == null || hours != null && minutes != null) {
            repeat.notes().refuse(interval.spot(),
                    "minChaosInterval needs one of hour.everyNthHour and minute.everyNthMinute");
            return null;
        }
        String hour = hours == null ? daytime : daytime.equals("*") ? "*/" + hours : daytime + "/" + hours;
        String cron = "%s %s * * %s".formatted(minutes == null ? minute == null ? "0" : minute : "*/" + minutes, hour,
                days.equals("*") ? days : weekdays(days, repeat));
        Stream.of(range, interval, repeat).forEach(piece -> piece.ignoreRest(Map.of()));
        return new Timetable(cron.replaceAll("\\s+", " "), null, policy, halted, null, from, until, null);
    }

    private static String weekdays(String days, Piece at) {
        List<String> words = new ArrayList<>();
        for (String day : days.split(",")) {
            String word = day.strip().toUpperCase(java.util.Locale.ROOT);
            if (!word.matches("(MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]{0,6}(-(MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]{0,6})?")) {
                at.notes().refuse(at.spot(), "'%s' is no day; write Mon,Tue,Wed".formatted(Piece.shown(day)));
                return "*";
            }
            words.add(Stream.of(word.split("-")).map(each -> each.substring(0, 3)).reduce((a, b) -> a + "-" + b)
                    .orElse("*"));
        }
        return words.isEmpty() ? "*" : String.join(",", words);
    }

    private static @Nullable String number(Piece piece, String name, int most) {
        String text = piece.text(name).orElse("").strip();
        if (!text.isEmpty() && (!text.matches("\\d{1,2}") || Integer.parseInt(text) > most)) {
            piece.notes().refuse(piece.spot(), "%s has to be a number up to %d".formatted(name, most));
            return null;
        }
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Instant instant(Piece piece, String name) {
        String text = piece.text(name).orElse("");
        if (text.isEmpty()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (java.time.format.DateTimeParseException e) {
            piece.notes().refuse(piece.spot(), "%s has to be a time such as 2026-01-31T06:00:00Z".formatted(name));
            return null;
        }
    }
}
