package io.faultline.cli.report;

import java.math.BigDecimal;
import java.util.List;

import io.faultline.cli.live.RunOutcome;
import io.faultline.cli.live.RunReports;
import io.faultline.cli.live.RunStory;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExitRulesTest {

    private static Exit exit(RunStory story, Integer gate) {
        return ExitRules.of(RunReports.of(story.view()), gate == null ? null : BigDecimal.valueOf(gate));
    }

    @Test
    void passesWhatHeld() {
        assertThat(exit(RunStory.begun().injected().reverted().passed(), null)).isEqualTo(Exit.PASSED);
        assertThat(exit(RunStory.begun().injected().reverted().passed(), 100)).isEqualTo(Exit.PASSED);
    }

    @Test
    void failsWhatDidNotHoldOrMissedTheGate() {
        assertThat(exit(RunStory.begun().injected().reverted().failed(), null)).isEqualTo(Exit.FAILED);
        RunStory held = RunStory.begun().injected().reverted().settled(RunEnding.FINISHED)
                .completed(RunPhase.COMPLETED, Verdict.HELD, RunStory.card(78, 0, null));
        assertThat(exit(held, 78)).isEqualTo(Exit.PASSED);
        assertThat(exit(held, 79)).isEqualTo(Exit.FAILED);
    }

    @Test
    void aScoreThatIsExpectedWeighsTheProbesOfFaultsAndNothingElse() {
        RunStory broken = RunStory.begun().injected().reverted().settled(RunEnding.FINISHED)
                .completed(RunPhase.COMPLETED_WITH_PROBE_FAILURE, Verdict.BROKEN,
                        RunStory.card(71, 3, RunStory.BROKEN));
        assertThat(exit(broken, null)).as("without one, everything has to hold").isEqualTo(Exit.FAILED);
        assertThat(exit(broken, 71)).isEqualTo(Exit.PASSED);
        assertThat(exit(broken, 72)).isEqualTo(Exit.FAILED);

        Scorecard card = RunStory.card(100, 0, null);
        Scorecard withoutHypothesis = new Scorecard(card.score(), card.formula(), false, card.faults(),
                List.of(new Scorecard.ProbeScore("checkout", ProbeMode.EDGE, "after", Outcome.BROKEN, 1, 1, "503")));
        assertThat(exit(RunStory.begun().injected().reverted().settled(RunEnding.FINISHED).completed(
                RunPhase.COMPLETED_WITH_PROBE_FAILURE, Verdict.BROKEN, withoutHypothesis), 100)).isEqualTo(Exit.FAILED);
        assertThat(exit(RunStory.begun().settled(RunEnding.GATE_BROKEN).completed(
                RunPhase.COMPLETED_WITH_PROBE_FAILURE, Verdict.BROKEN, RunStory.card(0, 0, null)), 0))
                .isEqualTo(Exit.FAILED);
        RunReport ofStages = RunReports.of(broken.view());
        RunReport watched = new RunReport(RunReport.KIND, ofStages.run(), ofStages.experiment(), null,
                ofStages.phase(), ofStages.ending(), null, ofStages.verdict(), ofStages.scorecard(), List.of(),
                ofStages.faults(), null, null, null, true);
        assertThat(ExitRules.of(watched, BigDecimal.valueOf(71))).isEqualTo(Exit.FAILED);
    }

    @Test
    void failsWhatNobodyKnows() {
        assertThat(exit(RunStory.begun().settled(RunEnding.FINISHED).completed(RunPhase.ERROR, Verdict.UNKNOWN,
                RunStory.card(0, 0, null)), null)).isEqualTo(Exit.FAILED);
    }

    @Test
    void tellsAStoppedRunFromAFailedOne() {
        assertThat(exit(RunStory.begun().injected().stopping().reverted().settled(RunEnding.STOPPED)
                .completed(RunPhase.STOPPED, Verdict.BROKEN, RunStory.card(0, 1, null)), null)).isEqualTo(Exit.ABORTED);
    }

    @Test
    void tellsARefusedFault() {
        for (Refusal refusal : Refusal.values()) {
            assertThat(exit(RunStory.begun().refused(refusal).settled(RunEnding.FINISHED), null)).as(refusal.name())
                    .isEqualTo(refusal.isPolicy() ? Exit.REFUSED : Exit.FAILED);
        }
        assertThat(exit(RunStory.begun().notInjected("3 targets, and the blast radius is unknown")
                .settled(RunEnding.FINISHED), null)).as("the text decides nothing").isEqualTo(Exit.FAILED);
    }

    /** Case 25: what was refused because of the halt does not hide that the run was ended by it. */
    @Test
    void tellsAHaltedRunFromARefusedOne() {
        assertThat(exit(RunStory.begun().refused(Refusal.HALTED).halted(), null)).isEqualTo(Exit.ABORTED);
        assertThat(exit(RunStory.begun().injected().reverted().halted(), null)).isEqualTo(Exit.ABORTED);
    }

    @Test
    void hidesAStuckFaultBehindNothing() {
        RunStory stuck = RunStory.begun().injected().stopping().stuck().settled(RunEnding.STOPPED, RunStory.FREEZE)
                .completed(RunPhase.STOPPED, Verdict.HELD, RunStory.card(100, 0, null));
        assertThat(exit(stuck, 100)).isEqualTo(Exit.STUCK);
        for (RunOutcome.End end : RunOutcome.End.values()) {
            assertThat(new RunOutcome(end, RunReports.of(stuck.view())).exit(null)).isEqualTo(Exit.STUCK);
        }
    }

    @ParameterizedTest
    @EnumSource(RunOutcome.End.class)
    void tellsHowFollowingEnded(RunOutcome.End end) {
        Exit expected = switch (end) {
            case COMPLETED -> Exit.PASSED;
            case TIMED_OUT -> Exit.TIMED_OUT;
            case LEFT -> Exit.USAGE;
        };
        RunReport passed = RunReports.of(RunStory.begun().injected().reverted().passed().view());
        assertThat(new RunOutcome(end, passed).exit(null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"400, invalid-experiment, USAGE", "401, unauthenticated, AUTH", "403, forbidden-origin, AUTH",
            "404, not-found, ERROR", "409, conflict, ERROR", "409, blackout-window, REFUSED",
            "423, halted, REFUSED", "503, unavailable, ERROR"})
    void mapsWhatTheApiRefuses(int status, String type, Exit exit) {
        assertThat(ExitRules.ofRefusal(status, type)).isEqualTo(exit);
    }
}
