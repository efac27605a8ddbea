package io.faultline.runlog;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.JdbcTemplate;

/** What this service has read already, by event id, remembered in the transaction of what the reading caused. */
final class Inbox {
    private final JdbcTemplate jdbc;
    private final InstantSource clock;

    Inbox(JdbcTemplate jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Marks these events as read and returns those that were not. */
    Set<UUID> firstSeen(Collection<UUID> events) {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        return new HashSet<>(jdbc.queryForList(
                """
                insert into inbox (event_id, read_at) select distinct id, ?::timestamptz from unnest(?::uuid[]) id
                on conflict do nothing returning event_id""", UUID.class, now, events.toArray(UUID[]::new)));
    }

    /** Forgets what is older than any record Kafka may still hold. */
    int forgetBefore(OffsetDateTime instant) {
        return jdbc.update("delete from inbox where read_at < ?", instant);
    }
}
