package io.faultline.scheduler.recurrence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MissedTicksTest {
    private static final Instant DUE = Instant.parse("2026-01-01T12:00:00Z");

    private static MissedTicks missed(String cron, String now) {
        return missed(cron, MissedPolicy.ONCE, now);
    }

    private static MissedTicks missed(String cron, MissedPolicy policy, String now) {
        return MissedTicks.at(DUE, Ticks.of(cron, ZoneOffset.UTC), policy, Instant.parse(now));
    }

    @Test
    void firesThePunctualTick() {
        assertThat(missed("0 * * * *", "2026-01-01T12:00:00.003Z")).isEqualTo(new MissedTicks(List.of(DUE), 0,
                Optional.of(Instant.parse("2026-01-01T13:00:00Z"))));
    }

    @Test
    void makesUpForTheLatestYoungOneOnly() {
        assertThat(missed("* * * * *", "2026-01-01T12:03:30Z"))
                .isEqualTo(new MissedTicks(List.of(Instant.parse("2026-01-01T12:03:00Z")), 3,
                        Optional.of(Instant.parse("2026-01-01T12:04:00Z"))));
    }

    @Test
    void leavesOldOnesAlone() {
        assertThat(missed("0 * * * *", "2026-01-01T14:30:00Z"))
                .isEqualTo(new MissedTicks(List.of(), 3, Optional.of(Instant.parse("2026-01-01T15:00:00Z"))));
    }

    @Test
    void doesNotCountForEver() {
        MissedTicks missed = missed("* * * * * *", "2027-01-01T00:00:00.500Z");
        assertThat(missed.fire()).containsExactly(Instant.parse("2027-01-01T00:00:00Z"));
        assertThat(missed.next()).contains(Instant.parse("2027-01-01T00:00:01Z"));
        assertThat(missed.missed()).isBetween(MissedTicks.MOST_COUNTED, MissedTicks.MOST_COUNTED + 300);
    }

    /** Case 14: missed ticks are dealt with as the schedule says, and counted. */
    @Test
    void skipsWhatWasMissedIfAskedTo() {
        assertThat(missed("* * * * *", MissedPolicy.SKIP, "2026-01-01T12:03:09Z"))
                .isEqualTo(new MissedTicks(List.of(Instant.parse("2026-01-01T12:03:00Z")), 3,
                        Optional.of(Instant.parse("2026-01-01T12:04:00Z"))));
        assertThat(missed("* * * * *", MissedPolicy.SKIP, "2026-01-01T12:03:11Z"))
                .isEqualTo(new MissedTicks(List.of(), 4, Optional.of(Instant.parse("2026-01-01T12:04:00Z"))));
    }

    @Test
    void makesUpForAllIfAskedTo() {
        MissedTicks missed = missed("* * * * *", MissedPolicy.ALL, "2026-01-01T12:03:30Z");
        assertThat(missed.fire()).containsExactly(DUE, DUE.plusSeconds(60), DUE.plusSeconds(120),
                DUE.plusSeconds(180));
        assertThat(missed.missed()).isZero();
    }

    @Test
    void makesUpForNoMoreThanAHundredOfTheLastHour() {
        MissedTicks many = missed("*/10 * * * * *", MissedPolicy.ALL, "2026-01-01T12:30:05Z");
        assertThat(many.fire()).hasSize(100).endsWith(Instant.parse("2026-01-01T12:30:00Z"));
        assertThat(many.missed()).isEqualTo(181 - 100);
        MissedTicks old = missed("0 * * * *", MissedPolicy.ALL, "2026-01-01T14:30:00Z");
        assertThat(old.fire()).containsExactly(Instant.parse("2026-01-01T14:00:00Z"));
        assertThat(old.missed()).isEqualTo(2);
    }
}
