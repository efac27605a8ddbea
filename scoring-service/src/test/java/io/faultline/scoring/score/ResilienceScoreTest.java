package io.faultline.scoring.score;

import java.math.BigDecimal;

import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.verdict.FaultVerdict;
import io.faultline.contracts.verdict.Scorecard.FaultScore;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Faults;
import io.faultline.testkit.Probes;
import org.junit.jupiter.api.Test;

import static io.faultline.contracts.probe.Outcome.BROKEN;
import static io.faultline.contracts.probe.Outcome.HELD;
import static io.faultline.contracts.probe.Outcome.UNMEASURABLE;
import static io.faultline.scoring.score.RunStory.fault;
import static org.assertj.core.api.Assertions.assertThat;

class ResilienceScoreTest {
    private static final RunStory HARNESS = RunStory
            .of(Experiments.of("harness", fault("two", 2, 1), fault("four", 4, 1), fault("eight", 8, 4)))
            .played("two", BROKEN).played("four", HELD).played("eight", HELD, HELD, BROKEN, HELD).finished();

    @Test
    void weighsTwoFourAndEightAsHarnessDoes() {
        assertThat(HARNESS.judged().scorecard().score()).hasToString("71.42");
    }

    @Test
    void explainsWhatEveryFaultGave() {
        assertThat(HARNESS.judged().scorecard().faults()).extracting(FaultScore::contributed)
                .containsExactly(new BigDecimal("0.00"), new BigDecimal("28.57"), new BigDecimal("42.85"));
        assertThat(HARNESS.judged().scorecard().faults()).extracting(FaultScore::possible)
                .containsExactly(new BigDecimal("14.28"), new BigDecimal("28.57"), new BigDecimal("57.14"));
    }

    @Test
    void isAllOrNothingForTheTutorialsOneFault() {
        RunStory failed = RunStory.of(Experiments.of("tutorial", fault("pod-delete", 10, 1)))
                .played("pod-delete", BROKEN).finished();
        RunStory passed = RunStory.of(Experiments.of("tutorial", fault("pod-delete", 10, 1)))
                .played("pod-delete", HELD).finished();
        assertThat(failed.judged().scorecard().score()).hasToString("0");
        assertThat(passed.judged().scorecard().score()).hasToString("100");
    }

    @Test
    void countsTheWeightOfAFaultNeverReached() {
        RunStory story = RunStory.of(Experiments.of("half", fault("first", 5, 0), fault("second", 5, 0)))
                .played("first").stopped(StopCause.ABORTED);
        assertThat(story.judged().scorecard().score()).hasToString("50");
        assertThat(story.fault("second").verdict()).isEqualTo(FaultVerdict.NOT_AVAILABLE);
    }

    @Test
    void tellsFaultsWhoseNamesBeginAlikeApart() {
        RunStory story = RunStory.of(Experiments.of("alike", fault("pod-delete-1", 1, 1), fault("pod-delete-10", 1, 1)))
                .played("pod-delete-1", BROKEN).played("pod-delete-10", HELD).finished();
        assertThat(story.fault("pod-delete-1").probeSuccessPercentage()).isZero();
        assertThat(story.fault("pod-delete-10").probeSuccessPercentage()).isEqualTo(100);
        assertThat(story.judged().scorecard().score()).hasToString("50");
    }

    @Test
    void isZeroWithoutAnyWeight() {
        RunStory story = RunStory.of(Experiments.of("weightless", fault("light", 0, 1))).played("light", HELD)
                .finished();
        assertThat(story.judged().scorecard().score()).hasToString("0");
        assertThat(story.judged().reasons()).contains("no fault has a weight, so the score is 0");
    }

    @Test
    void countsThirdsInWholePercent() {
        RunStory story = RunStory.of(Experiments.of("thirds", fault("one", 10, 3))).played("one", HELD, HELD, BROKEN)
                .finished();
        assertThat(story.fault("one").probeSuccessPercentage()).isEqualTo(66);
        assertThat(story.judged().scorecard().score()).hasToString("66");
    }

    @Test
    void countsAnEdgeProbeOnceAndOnlyWhenItHeldTwice() {
        var edge = Faults.none("f", java.time.Duration.ofSeconds(1), Probes.holding("edge", ProbeMode.EDGE),
                Probes.holding("end", ProbeMode.EOT));
        RunStory story = RunStory.of(Experiments.of("edge", edge)).before("f", "edge", BROKEN).played("f")
                .after("f", "edge", HELD).after("f", "end", HELD).finished();
        assertThat(story.fault("f").probeSuccessPercentage()).isEqualTo(50);
        assertThat(story.fault("f").probes().getFirst().outcome()).isEqualTo(BROKEN);
        assertThat(story.fault("f").probes().getFirst().evaluations()).isEqualTo(2);
    }

    @Test
    void givesNothingForAFaultThatCouldNotBeMeasured() {
        RunStory story = RunStory.of(Experiments.of("blind", fault("f", 10, 2))).played("f", HELD, UNMEASURABLE)
                .finished();
        assertThat(story.judged().scorecard().score()).hasToString("0");
    }

    @Test
    void givesAStoppedFaultWhatItHadShown() {
        RunStory story = RunStory.of(Experiments.of("stopped", fault("f", 10, 2))).injected("f")
                .reverted("f", io.faultline.contracts.run.RevertReason.STOPPED).after("f", "probe-1", HELD)
                .stopped(StopCause.ABORTED);
        assertThat(story.fault("f").verdict()).isEqualTo(FaultVerdict.STOPPED);
        assertThat(story.judged().scorecard().score()).hasToString("50");
    }

    @Test
    void isPartialAndAwaitsWhatIsStillGoingOn() {
        RunStory story = RunStory.of(Experiments.of("live", fault("done", 5, 1), fault("going", 5, 1)))
                .played("done", HELD).injected("going");
        assertThat(story.judged().scorecard().partial()).isTrue();
        assertThat(story.judged().scorecard().score()).hasToString("50");
        assertThat(story.fault("going").verdict()).isEqualTo(FaultVerdict.AWAITED);
    }

    @Test
    void saysWhyAnExperimentWithoutFaultsScoresNothing() {
        var guarded = Experiments.guarded("calm",
                io.faultline.contracts.experiment.HypothesisStrategy.BEFORE,
                java.util.List.of(Probes.holding("alive", ProbeMode.EDGE)));
        RunStory story = RunStory.of(guarded)
                .hypothesis(io.faultline.contracts.run.MeasurePhase.HYPOTHESIS_BEFORE, HELD)
                .settled(RunEnding.FINISHED);
        assertThat(story.judged().scorecard().score()).hasToString("0");
        assertThat(story.judged().reasons()).contains("the experiment has no faults, so there is nothing to score");
    }
}
