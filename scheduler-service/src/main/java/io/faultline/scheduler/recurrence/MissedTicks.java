package io.faultline.scheduler.recurrence;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of ticks whose time has come: those that are young enough are fired, all others are only counted.
 *
 * @param fire   the ticks to fire, the earliest first
 * @param missed ticks that passed without being fired
 * @param next   the first tick still to come
 */
public record MissedTicks(List<Instant> fire, int missed, Optional<Instant> next) {
    /** Nobody counts further. */
    static final int MOST_COUNTED = 1000;

    public MissedTicks {
        fire = List.copyOf(fire);
    }

    static MissedTicks at(Instant due, Ticks ticks, MissedPolicy policy, Instant now) {
        Instant stillYoung = now.minus(policy.young());
        int old = 0;
        Optional<Instant> tick = Optional.of(due);
        while (old < MOST_COUNTED && tick.filter(at -> at.isBefore(stillYoung)).isPresent()) {
            old++;
            tick = ticks.after(tick.get());
        }
        if (tick.filter(at -> at.isBefore(stillYoung)).isPresent()) {
            tick = ticks.after(stillYoung);
        }
        return amongTheYoung(tick, old, ticks, policy.most(), now);
    }

    private static MissedTicks amongTheYoung(Optional<Instant> first, int old, Ticks ticks, int most, Instant now) {
        Deque<Instant> latest = new ArrayDeque<>();
        Optional<Instant> next = first;
        int missed = old;
        while (next.filter(at -> !at.isAfter(now)).isPresent()) {
            latest.add(next.get());
            if (latest.size() > most) {
                latest.remove();
                missed++;
            }
            next = ticks.after(next.get());
        }
        return new MissedTicks(List.copyOf(latest), missed, next);
    }

    MissedTicks firing(List<Instant> fired) {
        return new MissedTicks(fired, missed, next);
    }
}
