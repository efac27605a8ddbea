package io.faultline.injector.lease;

import java.time.Instant;
import java.util.Set;

import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.cluster.ClusterMark;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SweepRulesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static ClusterMark mark(String house, Instant deadline) {
        return new ClusterMark("faultline-x", house, deadline,
                new ApiUndo.Uncordon(null, "node-1", "uid", "faultline-x", false));
    }

    @Test
    void whatOurJournalHoldsIsLeftAloneUntilWellAfterItsDeadline() {
        Set<String> held = Set.of("faultline-x");
        assertThat(SweepRules.isLeft(mark("ours", NOW.plusSeconds(5)), "ours", held, NOW)).isFalse();
        assertThat(SweepRules.isLeft(mark("ours", NOW.minusSeconds(5)), "ours", held, NOW)).isFalse();
        assertThat(SweepRules.isLeft(mark("ours", NOW.minusSeconds(11)), "ours", held, NOW)).isTrue();
    }

    @Test
    void whatOurJournalDoesNotHoldIsLeftBehindAtOnce() {
        assertThat(SweepRules.isLeft(mark("ours", NOW.plusSeconds(500)), "ours", Set.of("another"), NOW)).isTrue();
    }

    @Test
    void noDeadlineIsTooFarAway() {
        assertThat(SweepRules.isLeft(mark("theirs", Instant.MAX), "ours", Set.of(), NOW)).isFalse();
        assertThat(SweepRules.isLeft(mark("ours", Instant.MAX), "ours", Set.of("faultline-x"), NOW)).isFalse();
        assertThat(SweepRules.isLeft(mark("theirs", Instant.MIN), "ours", Set.of(), NOW)).isTrue();
    }

    @Test
    void whatAnotherJournalMayHoldIsLeftBehindOnlyAfterItsDeadline() {
        assertThat(SweepRules.isLeft(mark("theirs", NOW.minusSeconds(59)), "ours", Set.of(), NOW)).isFalse();
        assertThat(SweepRules.isLeft(mark("theirs", NOW.minusSeconds(61)), "ours", Set.of(), NOW)).isTrue();
    }
}
