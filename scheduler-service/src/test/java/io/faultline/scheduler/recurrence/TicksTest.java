package io.faultline.scheduler.recurrence;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TicksTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    /** In 2026 Berlin skips 02:00-03:00 on 29 March and has it twice on 25 October. */
    private static final Instant BEFORE_THE_GAP = Instant.parse("2026-03-28T22:00:00Z");
    private static final Instant BEFORE_THE_OVERLAP = Instant.parse("2026-10-24T22:30:00Z");

    private static List<String> ticks(String cron, ZoneId zone, Instant after, int count) {
        return Ticks.of(cron, zone).after(after, count).stream().map(Instant::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"*/15 * * * *|2026-01-01T00:15:00Z", "30 8 * * 1-5|2026-01-01T08:30:00Z",
            "*/10 * * * * *|2026-01-01T00:00:10Z", "@hourly|2026-01-01T01:00:00Z", "@daily|2026-01-02T00:00:00Z",
            "@weekly|2026-01-04T00:00:00Z", "0 0 * * 0|2026-01-04T00:00:00Z", "0 0 * * 7|2026-01-04T00:00:00Z",
            "0 0 * * MON|2026-01-05T00:00:00Z", "0 0 29 2 *|2028-02-29T00:00:00Z",
            "0 0 13 * 5|2026-01-02T00:00:00Z"})
    void readsWhatPeopleWrite(String cron, Instant first) {
        assertThat(Ticks.of(cron, ZoneOffset.UTC).after(Instant.parse("2026-01-01T00:00:00Z"))).contains(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "often", "* * * *", "60 * * * *", "* * * * * * *", "@never", "* 25 * * *"})
    void refusesWhatIsNoExpression(String cron) {
        assertThatIllegalArgumentException().isThrownBy(() -> Ticks.of(cron, ZoneOffset.UTC));
    }

    @Test
    void knowsThatSomeDaysNeverCome() {
        assertThat(Ticks.of("0 0 30 2 *", ZoneOffset.UTC).after(BEFORE_THE_GAP)).isEmpty();
    }

    @Test
    void ticksAtTheEndOfTheGapWhenItsTimeIsSkipped() {
        assertThat(ticks("30 2 * * *", BERLIN, BEFORE_THE_GAP, 3)).containsExactly("2026-03-29T01:00:00Z",
                "2026-03-30T00:30:00Z", "2026-03-31T00:30:00Z");
    }

    @Test
    void ticksOnceWhenItsTimeComesTwice() {
        assertThat(ticks("30 2 * * *", BERLIN, BEFORE_THE_OVERLAP, 2)).containsExactly("2026-10-25T00:30:00Z",
                "2026-10-26T01:30:00Z");
    }

    @Test
    void ticksAsTheHoursPassWhenEveryHourIsMeant() {
        assertThat(ticks("30 * * * *", BERLIN, BEFORE_THE_GAP, 5)).containsExactly("2026-03-28T22:30:00Z",
                "2026-03-28T23:30:00Z", "2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z");
        assertThat(ticks("0 * * * *", BERLIN, BEFORE_THE_OVERLAP, 4)).containsExactly("2026-10-24T23:00:00Z",
                "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z");
    }

    @Test
    void findsTheNextFromWithinTheHourThatComesTwice() {
        assertThat(ticks("30 2 * * *", BERLIN, Instant.parse("2026-10-25T01:10:00Z"), 1))
                .containsExactly("2026-10-26T01:30:00Z");
    }
}
