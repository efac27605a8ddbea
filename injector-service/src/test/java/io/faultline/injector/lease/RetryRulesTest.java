package io.faultline.injector.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.NoFault;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Case 23: a revert that fails. */
class RetryRulesTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void itIsSaidThatSomethingDoesNotMendWithinTwoSeconds() {
        assertThat(RetryRules.AT_ONCE.stream().reduce(Duration.ZERO, Duration::plus))
                .isLessThan(Duration.ofMillis(1500));
    }

    @Test
    void triesThreeTimesAsLongAsItWasAllowedToLast() {
        assertThat(RetryRules.first(lease(300, null), NOON.plusSeconds(300)).giveUpAt())
                .isEqualTo(NOON.plusSeconds(900));
    }

    @Test
    void triesForAMinuteAtLeast() {
        assertThat(RetryRules.first(lease(5, null), NOON.plusSeconds(5)).giveUpAt()).isEqualTo(NOON.plusSeconds(65));
    }

    @Test
    void pausesGrowUntilAPersonIsCalled() {
        Tries tries = RetryRules.first(lease(60, null), NOON);
        Instant now = NOON;
        Duration last = Duration.ZERO;
        while (tries.next() != null) {
            Duration pause = Duration.between(now, tries.next());
            assertThat(pause).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(Duration.ofSeconds(30));
            last = pause;
            now = tries.next();
            tries = RetryRules.next(lease(60, tries), now);
        }
        assertThat(now).isBetween(NOON.plusSeconds(140), NOON.plusSeconds(180));
        assertThat(tries.made()).isLessThan(20);
    }

    private static Lease lease(int seconds, @Nullable Tries tries) {
        Fault fault = Fault.of("f", new NoFault(), Duration.ofSeconds(seconds), List.of());
        return new Lease(1, new RunId(new UUID(1, 1)), new StepId("inject:f"), new ProjectId("p"), fault,
                BlastRadius.UNLIMITED, null, null, LeaseState.REVERT_FAILED, NOON, NOON.plusSeconds(60), List.of(),
                List.of(),
                NOON, NOON.plusSeconds(seconds), null, new Custody("here", "me", 1, null), tries, null);
    }
}
