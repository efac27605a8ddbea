package io.faultline.formats.litmus;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * When a manifest wants its experiment run.
 *
 * @param cron five fields; null when it runs once
 * @param zone an IANA time zone; UTC without one
 * @param concurrencyPolicy Allow, Forbid or Replace
 * @param suspended whether it waits to be switched on
 * @param startingDeadline how late a run may still begin
 * @param from not before
 * @param until not after
 * @param once the one time, without a cron
 */
public record Timetable(@Nullable String cron, @Nullable String zone, @Nullable String concurrencyPolicy,
        boolean suspended, @Nullable Duration startingDeadline, @Nullable Instant from, @Nullable Instant until,
        @Nullable Instant once) {
    public static Timetable of(String cron) {
        return new Timetable(cron, null, null, false, null, null, null, null);
    }
}
