package io.faultline.experiment.graphql;

import java.time.Duration;
import java.time.Instant;

import io.faultline.formats.litmus.Timetable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimetableRulesTest {
    private static final Instant THEN = Instant.parse("2030-01-01T00:00:00Z");

    private static Timetable table(String policy, Duration deadline, Instant from, Instant until, Instant once) {
        return new Timetable(once == null ? "0 3 * * *" : null, "Europe/Berlin", policy, true, deadline, from, until,
                once);
    }

    @Test
    void whatTheSchedulerCannotKeepToIsRefusedByItsFieldWithWhatToDoInstead() {
        assertThat(TimetableRules.refusal(table(null, null, null, null, THEN)).orElseThrow())
                .startsWith("schedule.once ").contains("runChaosExperiment");
        assertThat(TimetableRules.refusal(table("Forbid", null, THEN, null, null)).orElseThrow())
                .startsWith("timeRange.startTime ").contains("updateCronExperimentState");
        assertThat(TimetableRules.refusal(table("Forbid", null, null, THEN, null)).orElseThrow())
                .startsWith("timeRange.endTime ").contains("updateCronExperimentState");
        for (String policy : new String[]{"Allow", "Replace"}) {
            assertThat(TimetableRules.refusal(table(policy, null, null, null, null)).orElseThrow())
                    .startsWith("concurrencyPolicy " + policy).endsWith("write Forbid");
        }
    }

    @Test
    void whatItKeepsToIsNot() {
        assertThat(TimetableRules.refusal(table(null, Duration.ZERO, null, null, null))).isEmpty();
        assertThat(TimetableRules.refusal(table("Forbid", null, null, null, null))).isEmpty();
    }

    /** The scheduler makes up for five minutes. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"-, -", "0, skip", "299, skip", "300, -", "86400, -"})
    void noTickIsMadeUpForLaterThanIsAllowed(Long seconds, String missed) {
        Duration deadline = seconds == null ? null : Duration.ofSeconds(seconds);
        assertThat(TimetableRules.missed(table(null, deadline, null, null, null))).isEqualTo(missed);
        assertThat(TimetableRules.missed(null)).isNull();
    }
}
