package io.faultline.contracts.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClockStepsTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(-7);
    private final ClockSteps steps = new ClockSteps(nanos::get);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void isContentWithAClockThatGoesAsTimePasses() {
        assertThat(steps.since(BEGIN)).isEmpty();
        pass(Duration.ofHours(2));
        assertThat(steps.since(BEGIN.plus(Duration.ofHours(2)))).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(steps.since(BEGIN.plus(Duration.ofHours(2)).plusSeconds(3))).as("two seconds").isEmpty();
    }

    @Test
    void noticesThatItWasSetOnce() {
        assertThat(steps.since(BEGIN)).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(steps.since(BEGIN.plusSeconds(61))).contains(Duration.ofMinutes(1));
        pass(Duration.ofSeconds(1));
        assertThat(steps.since(BEGIN.plusSeconds(62))).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(steps.since(BEGIN)).contains(Duration.ofSeconds(-63));
    }
}
