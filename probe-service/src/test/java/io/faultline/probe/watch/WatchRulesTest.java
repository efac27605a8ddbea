package io.faultline.probe.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.testkit.Faults;
import io.faultline.testkit.Probes;
import io.faultline.testkit.Runs;
import org.junit.jupiter.api.Test;

import static io.faultline.contracts.probe.Outcome.BROKEN;
import static io.faultline.contracts.probe.Outcome.HELD;
import static io.faultline.contracts.probe.Outcome.UNMEASURABLE;
import static org.assertj.core.api.Assertions.assertThat;

class WatchRulesTest {
    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    private static final RunId RUN = RunId.parse("01890000-0000-7000-8000-000000000001");
    private static final Duration HALF = Duration.ofMillis(500);

    private final List<Probe> everyMode = Stream.of(ProbeMode.values())
            .map(mode -> Probes.holding(mode.name(), mode)).toList();
    private final StepDue pre = due(Runs.measure(MeasurePhase.PRE_FAULT,
            Faults.none("freeze", Duration.ofSeconds(1), everyMode.toArray(Probe[]::new))));

    @Test
    void continuousProbesBeginBeforeTheFaultAndOnChaosProbesWithIt() {
        assertThat(WatchRules.beginWith(pre, null, START)).extracting(watch -> watch.probe().name())
                .containsExactly("CONTINUOUS");
        assertThat(WatchRules.beginWithFault(pre, null, START)).extracting(watch -> watch.probe().name())
                .containsExactly("ON_CHAOS");
    }

    @Test
    void allProbesOfAHypothesisAreWatchedWhateverTheirMode() {
        StepDue during = due(Runs.measure(MeasurePhase.HYPOTHESIS_DURING, "hypothesis:during", everyMode));

        assertThat(WatchRules.beginWith(during, null, START)).hasSize(5);
    }

    @Test
    void aStopConditionIsWatchedFromItsFirstAnswerOnIfThatHeld() {
        Probe condition = Probes.holding("errors", ProbeMode.EDGE);
        Step.Measure step = Runs.measure(MeasurePhase.STOP_CONDITIONS, "stop-conditions", List.of(condition));

        assertThat(WatchRules.beginWith(due(step), null, START)).as("its first evaluation is an answer").isEmpty();
        assertThat(WatchRules.beginAfter(Runs.result(RUN, step, condition, BROKEN), due(step), null, START)).isEmpty();
        Watch watch = WatchRules.beginAfter(Runs.result(RUN, step, condition, HELD), due(step), null, START)
                .orElseThrow();
        assertThat(watch.origin()).isEqualTo(START.plus(condition.every()));
        assertThat(watch.stopsRun()).isTrue();
        assertThat(watch.tally().evaluations()).isEqualTo(1);
        assertThat(WatchRules.result(watch, watch.step(), true, START).phase())
                .isEqualTo(MeasurePhase.STOP_CONDITIONS);
    }

    @Test
    void aStepEndsOnlyTheLoopsItAnswersFor() {
        Probe probe = Probes.holding("errors", ProbeMode.CONTINUOUS);
        StepDue during = due(Runs.measure(MeasurePhase.HYPOTHESIS_DURING, "hypothesis:during", List.of(probe)));
        Step.Measure conditions = Runs.measure(MeasurePhase.STOP_CONDITIONS, "stop-conditions", List.of(probe));
        Watch hypothesis = WatchRules.beginWith(during, null, START).getFirst();
        Watch condition = WatchRules
                .beginAfter(Runs.result(RUN, conditions, probe, HELD), due(conditions), null, START).orElseThrow();
        Step.Measure end = Runs.measure(MeasurePhase.HYPOTHESIS_END, "hypothesis:end", List.of(probe));

        assertThat(WatchRules.ends(end, hypothesis)).isTrue();
        assertThat(WatchRules.ends(end, condition)).isFalse();
        assertThat(condition.key()).isNotEqualTo(hypothesis.key()).isNotEqualTo(WatchRules.key(RUN, end, probe));
        assertThat(hypothesis.key()).isEqualTo(WatchRules.key(RUN, end, probe));
    }

    @Test
    void nothingBeginsWithAStepThatCameTooLate() {
        assertThat(WatchRules.beginWith(pre, null, pre.deadline().plusMillis(1))).isEmpty();
    }

    @Test
    void evaluatesAtAFixedRateAndSkipsWhatItMissed() {
        assertThat(WatchRules.nextTick(START, HALF, START)).isEqualTo(START.plusMillis(500));
        assertThat(WatchRules.nextTick(START, HALF, START.plusMillis(30))).isEqualTo(START.plusMillis(500));
        assertThat(WatchRules.nextTick(START, HALF, START.plusMillis(1700))).isEqualTo(START.plusMillis(2000));
        assertThat(WatchRules.nextTick(START, HALF, START.minusSeconds(3))).isEqualTo(START);
    }

    @Test
    void neverEvaluatesMoreOftenThanEveryFiftyMilliseconds() {
        assertThat(WatchRules.nextTick(START, Duration.ZERO, START)).isEqualTo(START.plusMillis(50));
    }

    @Test
    void theFirstFailureDecidesAndBrokenOutweighsUnmeasurable() {
        Tally tally = Tally.NONE.plus(measured(HELD, 1)).plus(measured(UNMEASURABLE, 2)).plus(measured(BROKEN, 3))
                .plus(measured(BROKEN, 4)).plus(measured(HELD, 5));

        assertThat(tally.evaluations()).isEqualTo(5);
        assertThat(tally.failures()).isEqualTo(3);
        assertThat(tally.decisive()).isEqualTo(measured(BROKEN, 3));
        assertThat(tally.broken()).isTrue();
    }

    @Test
    void whileAllHoldTheLastMeasurementDecides() {
        Tally tally = Tally.NONE.plus(measured(HELD, 1)).plus(measured(HELD, 2));

        assertThat(tally.decisive()).isEqualTo(measured(HELD, 2));
        assertThat(tally.broken()).isFalse();
    }

    @Test
    void answersUnderTheStepThatAsksWithTheFirstFailure() {
        Watch watch = WatchRules.beginWith(pre, null, START).getFirst()
                .with(Tally.NONE.plus(measured(BROKEN, 1)).plus(measured(HELD, 2)));

        ProbeResult result = WatchRules.result(watch, new StepId("post:freeze"), false, START);

        assertThat(result.step()).isEqualTo(new StepId("post:freeze"));
        assertThat(result.phase()).isEqualTo(MeasurePhase.POST_FAULT);
        assertThat(result.outcome()).isEqualTo(BROKEN);
        assertThat(result.evaluations()).isEqualTo(2);
        assertThat(result.failures()).isEqualTo(1);
    }

    @Test
    void aLoopThatWasNeverEvaluatedIsUnmeasurable() {
        Watch watch = WatchRules.beginWith(pre, null, START).getFirst();

        assertThat(WatchRules.result(watch, watch.step(), false, START).outcome()).isEqualTo(UNMEASURABLE);
    }

    @Test
    void saysThatItWasResumedAndAfterWhichGap() {
        Watch watch = WatchRules.beginWith(pre, null, START).getFirst().with(Tally.NONE.plus(measured(HELD, 1)));

        Watch resumed = WatchRules.resumed(watch, START.plusSeconds(1), START.plusSeconds(4));

        assertThat(WatchRules.result(resumed, watch.step(), false, START).decisive().detail())
                .isEqualTo("resumed after a gap of at most 3s");
    }

    private static StepDue due(Step step) {
        return new StepDue(RUN, Runs.PROJECT, step, START, START.plusSeconds(30));
    }

    private static Measurement measured(Outcome outcome, int second) {
        return new Measurement(outcome, START.plusSeconds(second), Duration.ofMillis(2), "200", null);
    }
}
