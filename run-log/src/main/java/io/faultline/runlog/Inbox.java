package io.faultline.runlog;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What this service has read already, by event id, remembered in the transaction of what the reading caused. It forgets
 * what is older than {@link #kept}, and therefore takes no fact that is: whether it was read before, nobody knows any
 * more. So nothing is applied twice, however late it comes again, and the table does not grow for ever.
 */
final class Inbox {
    /** Instances of a service share the table and not the clock: it forgets later than any of them takes. */
    private static final Duration BETWEEN_CLOCKS = Duration.ofDays(1);
    private static final int AT_ONCE = 10_000;

    private final JdbcTemplate jdbc;
    private final InstantSource clock;
    private final Duration kept;

    Inbox(JdbcTemplate jdbc, InstantSource clock, Duration kept) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.kept = kept;
    }

    /** Whether a fact of this time would be recognised if it came again. */
    boolean remembers(Instant time) {
        return !time.isBefore(clock.instant().minus(kept));
    }

    /**
     * Marks these facts as read and returns those that were not. One whose time is in the future is remembered until
     * that is as long ago: its own clock was wrong, and it will be taken for so long.
     */
    Set<UUID> firstSeen(List<ReceivedFact> facts) {
        Instant now = clock.instant();
        UUID[] ids = facts.stream().map(each -> each.id().value()).toArray(UUID[]::new);
        String[] times = facts.stream().map(each -> (each.time().isAfter(now) ? each.time() : now).toString())
                .toArray(String[]::new);
        return new HashSet<>(jdbc.queryForList(
                """
                insert into inbox (event_id, read_at)
                select id, max(at) from unnest(?::uuid[], ?::text[]::timestamptz[]) as seen(id, at) group by id
                on conflict do nothing returning event_id""", UUID.class, ids, times));
    }

    /** Forgets what it would not take any more; little by little, so that no statement takes long. */
    int forget() {
        int forgotten = 0;
        int now;
        do {
            now = jdbc.update(
                    """
                    delete from inbox where event_id in (select event_id from inbox where read_at < ? limit ?)""",
                    clock.instant().minus(kept).minus(BETWEEN_CLOCKS).atOffset(ZoneOffset.UTC), AT_ONCE);
            forgotten += now;
        } while (now == AT_ONCE);
        return forgotten;
    }
}
