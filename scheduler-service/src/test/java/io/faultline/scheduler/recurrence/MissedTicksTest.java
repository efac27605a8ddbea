package io.faultline.scheduler.recurrence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MissedTicksTest {
    private static final Instant DUE = Instant.parse("2026-01-01T12:00:00Z");

    private static MissedTicks missed(String cron, String now) {
        return MissedTicks.at(DUE, Ticks.of(cron, ZoneOffset.UTC), Instant.parse(now));
    }

    @Test
    void firesThePunctualTick() {
        assertThat(missed("0 * * * *", "2026-01-01T12:00:00.003Z")).isEqualTo(new MissedTicks(Optional.of(DUE), 0,
                Optional.of(Instant.parse("2026-01-01T13:00:00Z"))));
    }

    @Test
    void makesUpForTheLatestYoungOneOnly() {
        assertThat(missed("* * * * *", "2026-01-01T12:03:30Z"))
                .isEqualTo(new MissedTicks(Optional.of(Instant.parse("2026-01-01T12:03:00Z")), 3,
                        Optional.of(Instant.parse("2026-01-01T12:04:00Z"))));
    }

    @Test
    void leavesOldOnesAlone() {
        assertThat(missed("0 * * * *", "2026-01-01T14:30:00Z"))
                .isEqualTo(new MissedTicks(Optional.empty(), 3, Optional.of(Instant.parse("2026-01-01T15:00:00Z"))));
    }

    @Test
    void doesNotCountForEver() {
        MissedTicks missed = missed("* * * * * *", "2027-01-01T00:00:00.500Z");
        assertThat(missed.fire()).contains(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(missed.next()).contains(Instant.parse("2027-01-01T00:00:01Z"));
        assertThat(missed.missed()).isBetween(MissedTicks.MOST_COUNTED, MissedTicks.MOST_COUNTED + 300);
    }
}
