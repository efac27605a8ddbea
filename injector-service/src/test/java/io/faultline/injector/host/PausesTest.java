package io.faultline.injector.host;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PausesTest {
    private final Pauses pauses = new Pauses();
    private long now = Long.MAX_VALUE - 1;

    private boolean isDueAfter(Duration time) {
        return pauses.isDue("a", now + time.toNanos());
    }

    @Test
    void whatHasNotFailedIsDue() {
        assertThat(pauses.isDue("a", now)).isTrue();
        pauses.failed("b", now);
        assertThat(pauses.isDue("a", now)).isTrue();
        pauses.failed("a", now);
        assertThat(pauses.isDue("a", now)).isFalse();
        pauses.forget("a");
        assertThat(pauses.isDue("a", now)).isTrue();
    }

    @Test
    void pausesDoubleUpToHalfAMinute() {
        int tries = 0;
        long end = now + Duration.ofHours(2).toNanos();
        while (now - end < 0) {
            if (pauses.isDue("a", now)) {
                pauses.failed("a", now);
                tries++;
            }
            now += Duration.ofMillis(100).toNanos();
        }
        assertThat(tries).isBetween(280, 300);
        assertThat(isDueAfter(Duration.ofSeconds(30))).isTrue();
    }
}
