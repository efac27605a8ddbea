package io.faultline.injector.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** How often, and how long, it is tried to mend what does not mend. */
public final class RetryRules {
    /** Pauses between the first tries: all of them before it is said that it does not mend. */
    public static final List<Duration> AT_ONCE = List.of(Duration.ofMillis(100), Duration.ofMillis(300),
            Duration.ofMillis(700));

    /** For how long a try is one's own unless that is prolonged: whoever finds it unanswered after that tries again. */
    public static final Duration TURN = Duration.ofSeconds(10);

    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int TIMES_ALLOWED = 3;

    private RetryRules() {}

    /** After the tries made at once. */
    static Tries first(Lease lease, Instant now) {
        Instant began = lease.injectedAt() == null ? now : lease.injectedAt();
        int targets = Math.max(1, lease.targets().size());
        Instant planned = began.plus(LeaseRules.inForce(lease.fault(), targets).multipliedBy(TIMES_ALLOWED));
        Instant least = now.plus(LEAST);
        return new Tries(AT_ONCE.size() + 1, now.plusSeconds(1), planned.isAfter(least) ? planned : least);
    }

    /** Nobody else can try: as soon as an injector of its own machine is there, it does. */
    static Tries whenItsHostIsBack(Instant now) {
        return new Tries(0, now, now);
    }

    /** After one more try that failed: with growing pauses, until it is given up. */
    public static Tries next(Lease lease, Instant now) {
        Tries before = Objects.requireNonNull(lease.tries());
        int made = before.made() + 1;
        Duration doubled = Duration.ofSeconds(1L << Math.min(10, Math.max(0, made - AT_ONCE.size() - 1)));
        Instant next = now.plus(doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE);
        return new Tries(made, next.isAfter(before.giveUpAt()) ? null : next, before.giveUpAt());
    }
}
