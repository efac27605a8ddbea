package io.faultline.scheduler.recurrence;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of ticks nobody was there for: the latest is made up for while it is young, all others are only counted.
 *
 * @param fire   the tick to fire
 * @param missed ticks that passed without being fired
 * @param next   the first tick still to come
 */
public record MissedTicks(Optional<Instant> fire, int missed, Optional<Instant> next) {
    static final Duration YOUNG = Duration.ofMinutes(5);
    /** Nobody counts further. */
    static final int MOST_COUNTED = 1000;

    static MissedTicks at(Instant due, Ticks ticks, Instant now) {
        Instant stillYoung = now.minus(YOUNG);
        int old = 0;
        Optional<Instant> tick = Optional.of(due);
        while (old < MOST_COUNTED && tick.filter(at -> at.isBefore(stillYoung)).isPresent()) {
            old++;
            tick = ticks.after(tick.get());
        }
        if (tick.filter(at -> at.isBefore(stillYoung)).isPresent()) {
            tick = ticks.after(stillYoung);
        }
        return amongTheYoung(tick, old, ticks, now);
    }

    private static MissedTicks amongTheYoung(Optional<Instant> first, int old, Ticks ticks, Instant now) {
        Optional<Instant> latest = Optional.empty();
        Optional<Instant> next = first;
        int missed = old;
        while (next.filter(at -> !at.isAfter(now)).isPresent()) {
            missed += latest.isPresent() ? 1 : 0;
            latest = next;
            next = ticks.after(next.get());
        }
        return new MissedTicks(latest, missed, next);
    }

    MissedTicks withoutFiring() {
        return new MissedTicks(Optional.empty(), missed, next);
    }
}
