package io.faultline.scheduler.recurrence;

import java.time.Duration;

/** What is done about ticks nobody was there for: every scheduler was gone, or the database. */
public enum MissedPolicy {
    /** Nothing: a tick fires when its time comes or not at all. */
    SKIP(Duration.ofSeconds(10), 1),
    /** The latest is made up for while it is young, however many there were. */
    ONCE(Duration.ofMinutes(5), 1),
    /** Each is made up for, but for those that are too old or too many. */
    ALL(Duration.ofHours(1), 100);

    private final Duration young;
    private final int most;

    MissedPolicy(Duration young, int most) {
        this.young = young;
        this.most = most;
    }

    /** How late a tick may be fired. */
    Duration young() {
        return young;
    }

    /** How many may be fired together: the latest ones. */
    int most() {
        return most;
    }
}
