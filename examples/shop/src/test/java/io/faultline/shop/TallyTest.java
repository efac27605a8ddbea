package io.faultline.shop;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void sumsUpOneSecondAtATime() {
        for (int i = 1; i <= 100; i++) {
            tally.ok(Duration.ofMillis(i));
        }
        tally.failed();

        assertThat(tally.nextSecond()).contains("1 s", "ok  100", "failed    1", "p50   50.0 ms", "p99   99.0 ms");
        assertThat(tally.nextSecond()).contains("2 s", "ok    0", "failed    0");
    }
}
