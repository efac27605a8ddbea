package io.faultline.resilience.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;

import io.faultline.ledger.Violation;

/** Time, and what happens in it: one event after the other, each on a process that may be dead or frozen by then. */
final class World {
    static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    final Fate fate;
    final Set<Defect> defects;
    private final PriorityQueue<Event> coming = new PriorityQueue<>(
            Comparator.comparing(Event::at).thenComparing(Event::order));
    private final List<String> story = new ArrayList<>();
    private final boolean told;
    final List<Violation> found = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private Duration clock = Duration.ZERO;
    private Duration databaseBack = Duration.ZERO;
    private Duration brokerBack = Duration.ZERO;
    private Duration clockSet = Duration.ZERO;
    private long order;

    private final SimulatedProcess machine = new SimulatedProcess(this, "machine") {
        @Override
        void boundary() {}

        @Override
        void begins() {}
    };

    private record Event(Duration at, long order, SimulatedProcess on, int life, Runnable what) {}

    World(long seed, Set<Defect> defects, boolean told) {
        this.fate = new Fate(seed);
        this.defects = defects.isEmpty() ? EnumSet.noneOf(Defect.class) : EnumSet.copyOf(defects);
        this.told = told;
    }

    boolean has(Defect defect) {
        return defects.contains(defect);
    }

    /** What never dies: chance itself, and whoever starts processes again. */
    SimulatedProcess machine() {
        return machine;
    }

    /** Time as it passes, whatever clocks say. */
    Duration now() {
        return now;
    }

    /** What the clocks of this machine say. */
    Instant clock() {
        return BEGIN.plus(now).plus(clock);
    }

    void stepClock(Duration by) {
        clock = clock.plus(by);
        clockSet = now;
        tell("the clock is set by " + by);
    }

    boolean isDatabaseUp() {
        return !now.minus(databaseBack).isNegative();
    }

    /** Since when the clock has gone on evenly and the database has been there; in the future while it is not. */
    Duration peaceSince() {
        return databaseBack.compareTo(clockSet) > 0 ? databaseBack : clockSet;
    }

    void endDatabaseFor(Duration time) {
        databaseBack = now.plus(time);
        tell("the database is gone for " + time);
    }

    boolean isBrokerUp() {
        return !now.minus(brokerBack).isNegative();
    }

    void endBrokerFor(Duration time) {
        brokerBack = now.plus(time);
        tell("the broker is gone for " + time);
    }

    /** Does something on a process after a while, unless that has died meanwhile; if it is frozen, once it goes on. */
    void later(SimulatedProcess on, Duration delay, Runnable what) {
        coming.add(new Event(now.plus(delay), order++, on, on.life(), what));
    }

    void run(Duration atMost) {
        while (!coming.isEmpty() && coming.peek().at().compareTo(atMost) <= 0) {
            Event next = coming.remove();
            now = next.at().compareTo(now) > 0 ? next.at() : now;
            if (next.on().life() != next.life()) {
                continue;
            }
            Duration thaw = next.on().frozenUntil();
            if (thaw.compareTo(now) > 0) {
                coming.add(new Event(thaw, order++, next.on(), next.life(), next.what()));
            } else {
                try {
                    next.what().run();
                } catch (Died _) {
                    next.on().died();
                }
            }
        }
    }

    UUID id() {
        return new UUID(fate.random().nextLong(), fate.random().nextLong());
    }

    void tell(String what) {
        if (told) {
            story.add("%7.3f %s".formatted(now.toMillis() / 1e3, what));
        }
    }

    List<String> story() {
        return story;
    }

    /** A process that ends in the middle of what it does. */
    static final class Died extends RuntimeException {
        Died() {
            super(null, null, false, false);
        }
    }
}
