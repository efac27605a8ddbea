package io.faultline.scheduler.recurrence;

import java.time.Instant;
import java.util.UUID;

import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.ScheduleId;
import io.faultline.testkit.Experiments;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ScheduleTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:34:00Z");

    private static ScheduleSpec hourly(boolean enabled) {
        return new ScheduleSpec(null, new ExperimentId(new UUID(0, 1)), 1, Experiments.any(), "@hourly",
                "UTC", enabled, MissedPolicy.ONCE);
    }

    private static Schedule made(boolean enabled) {
        return Schedule.of(new ScheduleId(new UUID(0, 2)), new ProjectId("default"), hourly(enabled), NOW);
    }

    @Test
    void firesNextAfterItWasMade() {
        assertThat(made(true).nextTick()).contains(Instant.parse("2026-01-01T13:00:00Z"));
    }

    @Test
    void neverFiresWhileItIsDisabled() {
        assertThat(made(false).nextTick()).isEmpty();
        assertThat(made(true).changed(hourly(false), NOW).nextTick()).isEmpty();
    }

    @Test
    void forgetsTicksItMissedBeforeItWasChanged() {
        Schedule changed = made(false).changed(hourly(true), NOW.plusSeconds(86_400));
        assertThat(changed.nextTick()).contains(Instant.parse("2026-01-02T13:00:00Z"));
        assertThat(changed.version()).isEqualTo(2);
    }
}
