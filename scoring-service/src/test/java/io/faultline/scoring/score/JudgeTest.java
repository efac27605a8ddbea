package io.faultline.scoring.score;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.HypothesisStrategy;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.FaultFailed.Failed;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.verdict.FaultPhase;
import io.faultline.contracts.verdict.FaultVerdict;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Verdict;
import io.faultline.scoring.history.History;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Faults;
import io.faultline.testkit.Probes;
import io.faultline.testkit.Runs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.faultline.contracts.probe.Outcome.BROKEN;
import static io.faultline.contracts.probe.Outcome.HELD;
import static io.faultline.contracts.probe.Outcome.UNMEASURABLE;
import static io.faultline.scoring.score.RunStory.RUN;
import static io.faultline.scoring.score.RunStory.fault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class JudgeTest {
    private static RunStory story() {
        return RunStory.of(Experiments.of("one", fault("f", 10, 2)));
    }

    private static RunStory stopper() {
        return RunStory.of(Experiments.of("stopper", Faults.none("f", Duration.ofSeconds(1),
                Probes.stopping(Probes.holding("alarm", ProbeMode.CONTINUOUS)))));
    }

    private static RunStory guarded() {
        return RunStory.of(guardedExperiment());
    }

    private static Experiment guardedExperiment() {
        return Experiments.guarded("guarded", HypothesisStrategy.BEFORE_AND_AFTER,
                List.of(Probes.holding("checkout", ProbeMode.EDGE)), Stage.of(fault("f", 10, 0)));
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                arguments("all held", story().played("f", HELD, HELD).finished(), FaultPhase.COMPLETED,
                        FaultVerdict.PASS, RunPhase.COMPLETED, Verdict.HELD),
                arguments("a probe broke", story().played("f", HELD, BROKEN).finished(),
                        FaultPhase.COMPLETED_WITH_PROBE_FAILURE, FaultVerdict.FAIL,
                        RunPhase.COMPLETED_WITH_PROBE_FAILURE, Verdict.BROKEN),
                arguments("a probe told to stop the run",
                        stopper().injected("f").after("f", "alarm", BROKEN).reverted("f", RevertReason.STOPPED)
                                .stopped(StopCause.PROBE_FAILED),
                        FaultPhase.STOPPED, FaultVerdict.STOPPED, RunPhase.STOPPED, Verdict.BROKEN),
                arguments("aborted", story().injected("f").reverted("f", RevertReason.STOPPED)
                        .stopped(StopCause.ABORTED), FaultPhase.STOPPED, FaultVerdict.STOPPED, RunPhase.STOPPED,
                        Verdict.UNKNOWN),
                arguments("aborted before it began",
                        story().and(Runs.stopping(RUN, StopCause.ABORTED)).failed("f", Failed.INJECT)
                                .stopped(StopCause.ABORTED),
                        FaultPhase.STOPPED, FaultVerdict.STOPPED, RunPhase.STOPPED, Verdict.UNKNOWN),
                arguments("halted", story().injected("f").reverted("f", RevertReason.HALTED)
                        .stopped(StopCause.HALTED), FaultPhase.STOPPED, FaultVerdict.STOPPED, RunPhase.STOPPED,
                        Verdict.UNKNOWN),
                arguments("refused because everything was halted",
                        story().refused("f", Refusal.HALTED).stopped(StopCause.HALTED), FaultPhase.STOPPED,
                        FaultVerdict.STOPPED, RunPhase.STOPPED, Verdict.UNKNOWN),
                arguments("refused because it was stopped at the injector",
                        story().refused("f", Refusal.RUN_STOPPED).stopped(StopCause.ABORTED), FaultPhase.STOPPED,
                        FaultVerdict.STOPPED, RunPhase.STOPPED, Verdict.UNKNOWN),
                arguments("refused by a guard", story().refused("f", Refusal.PROTECTED_TARGET).finished(),
                        FaultPhase.ERROR, FaultVerdict.ERROR, RunPhase.ERROR, Verdict.UNKNOWN),
                arguments("a stop condition no longer held",
                        story().injected("f").reverted("f", RevertReason.STOPPED)
                                .stopped(StopCause.STOP_CONDITION),
                        FaultPhase.STOPPED, FaultVerdict.STOPPED, RunPhase.STOPPED, Verdict.UNKNOWN),
                arguments("aborted after a probe had broken",
                        story().injected("f").after("f", "probe-1", BROKEN).reverted("f", RevertReason.STOPPED)
                                .stopped(StopCause.ABORTED),
                        FaultPhase.COMPLETED_WITH_PROBE_FAILURE, FaultVerdict.FAIL, RunPhase.STOPPED,
                        Verdict.BROKEN),
                arguments("could not be injected", story().failed("f", Failed.INJECT).finished(), FaultPhase.ERROR,
                        FaultVerdict.ERROR, RunPhase.ERROR, Verdict.UNKNOWN),
                arguments("could not be injected, and a probe broke",
                        story().failed("f", Failed.INJECT).after("f", "probe-1", BROKEN)
                                .after("f", "probe-2", HELD).finished(),
                        FaultPhase.COMPLETED_WITH_PROBE_FAILURE, FaultVerdict.FAIL,
                        RunPhase.COMPLETED_WITH_PROBE_FAILURE, Verdict.BROKEN),
                arguments("a probe could not be measured", story().played("f", HELD, UNMEASURABLE).finished(),
                        FaultPhase.ERROR, FaultVerdict.ERROR, RunPhase.ERROR, Verdict.UNKNOWN),
                arguments("one could not be measured, one broke",
                        story().played("f", BROKEN, UNMEASURABLE).finished(),
                        FaultPhase.COMPLETED_WITH_PROBE_FAILURE, FaultVerdict.FAIL,
                        RunPhase.COMPLETED_WITH_PROBE_FAILURE, Verdict.BROKEN),
                arguments("stuck", story().played("f", HELD, HELD).failed("f", Failed.REVERT)
                        .settled(RunEnding.FINISHED, new FaultId("f")), FaultPhase.ERROR, FaultVerdict.ERROR,
                        RunPhase.ERROR, Verdict.UNKNOWN),
                arguments("stuck, and a probe broke", story().injected("f").after("f", "probe-1", BROKEN)
                        .failed("f", Failed.REVERT).settled(RunEnding.FINISHED, new FaultId("f")),
                        FaultPhase.COMPLETED_WITH_PROBE_FAILURE, FaultVerdict.FAIL, RunPhase.ERROR,
                        Verdict.BROKEN),
                arguments("its injector went away",
                        story().injected("f").reverted("f", RevertReason.RECOVERED).after("f", "probe-1", HELD)
                                .after("f", "probe-2", HELD).finished(),
                        FaultPhase.ERROR, FaultVerdict.ERROR, RunPhase.ERROR, Verdict.UNKNOWN),
                arguments("an answer never came", story().played("f", HELD).stopped(StopCause.STEP_OVERDUE,
                        new StepId("post:f")), FaultPhase.ERROR, FaultVerdict.ERROR, RunPhase.ERROR,
                        Verdict.UNKNOWN),
                arguments("never reached", story().stopped(StopCause.ABORTED), FaultPhase.PENDING,
                        FaultVerdict.NOT_AVAILABLE, RunPhase.STOPPED, Verdict.UNKNOWN),
                arguments("out of time", story().stopped(StopCause.DEADLINE), FaultPhase.PENDING,
                        FaultVerdict.NOT_AVAILABLE, RunPhase.ERROR, Verdict.UNKNOWN),
                arguments("a fault beside it was stuck", story().stopped(StopCause.FAULT_STUCK), FaultPhase.PENDING,
                        FaultVerdict.NOT_AVAILABLE, RunPhase.ERROR, Verdict.UNKNOWN),
                arguments("unplannable", story().settled(RunEnding.UNPLANNABLE), FaultPhase.PENDING,
                        FaultVerdict.NOT_AVAILABLE, RunPhase.ERROR, Verdict.UNKNOWN),
                arguments("the hypothesis broke afterwards",
                        guarded().hypothesis(MeasurePhase.HYPOTHESIS_BEFORE, HELD).played("f")
                                .hypothesis(MeasurePhase.HYPOTHESIS_AFTER, BROKEN).finished(),
                        FaultPhase.COMPLETED, FaultVerdict.PASS, RunPhase.COMPLETED_WITH_PROBE_FAILURE,
                        Verdict.BROKEN),
                arguments("the hypothesis could not be measured afterwards",
                        guarded().hypothesis(MeasurePhase.HYPOTHESIS_BEFORE, HELD).played("f")
                                .hypothesis(MeasurePhase.HYPOTHESIS_AFTER, UNMEASURABLE).finished(),
                        FaultPhase.COMPLETED, FaultVerdict.PASS, RunPhase.ERROR, Verdict.UNKNOWN),
                arguments("the gate broke",
                        guarded().hypothesis(MeasurePhase.HYPOTHESIS_BEFORE, BROKEN)
                                .settled(RunEnding.GATE_BROKEN),
                        FaultPhase.PENDING, FaultVerdict.NOT_AVAILABLE, RunPhase.COMPLETED_WITH_PROBE_FAILURE,
                        Verdict.BROKEN),
                arguments("the gate could not be measured",
                        guarded().hypothesis(MeasurePhase.HYPOTHESIS_BEFORE, UNMEASURABLE)
                                .settled(RunEnding.GATE_BROKEN),
                        FaultPhase.PENDING, FaultVerdict.NOT_AVAILABLE, RunPhase.COMPLETED_WITH_PROBE_FAILURE,
                        Verdict.UNKNOWN),
                arguments("an action could not be taken",
                        story().and(new ActionTaken(RUN, new StepId("act:scale"), "scale", false, "refused",
                                Instant.EPOCH)).played("f", HELD, HELD).finished(),
                        FaultPhase.COMPLETED, FaultVerdict.PASS, RunPhase.ERROR, Verdict.UNKNOWN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void knowsHowItEnded(String what, RunStory story, FaultPhase faultPhase, FaultVerdict faultVerdict,
            RunPhase phase, Verdict verdict) {
        assertThat(story.fault("f").phase()).isEqualTo(faultPhase);
        assertThat(story.fault("f").verdict()).isEqualTo(faultVerdict);
        assertThat(story.judged().phase()).isEqualTo(phase);
        assertThat(story.judged().verdict()).isEqualTo(verdict);
        assertThat(story.judged().reasons()).isNotEmpty();
    }

    @Test
    void saysHowOftenAProbeBrokeAndWhy() {
        RunStory story = story().played("f", HELD, HELD).and(new ProbeResult(RUN, new StepId("post:f"),
                new FaultId("f"), "probe-2", ProbeMode.EOT, MeasurePhase.POST_FAULT, BROKEN,
                new Measurement(BROKEN, Instant.EPOCH, Duration.ZERO, "503",
                        "Actual value: 503. Expected value: == 200"),
                20, 14, false)).finished();
        assertThat(story.judged().reasons()).containsExactly(
                "probe probe-2 of fault f broke 14 of 20 times: Actual value: 503. Expected value: == 200");
    }

    @Test
    void saysThatNothingWasInjectedWhenTheGateBroke() {
        RunStory story = guarded().hypothesis(MeasurePhase.HYPOTHESIS_BEFORE, BROKEN).settled(RunEnding.GATE_BROKEN);
        assertThat(story.judged().reasons()).containsExactly(
                "the hypothesis did not hold before the first fault: nothing was injected",
                "the hypothesis did not hold before the first fault: probe checkout: Actual value: 503. Expected value: == 200");
        assertThat(story.judged().scorecard().score()).hasToString("0");
        assertThat(story.judged().scorecard().hypothesis()).hasSize(2);
    }

    @Test
    void namesAFaultThatMayStillBeInForceFirst() {
        RunStory story = story().played("f", BROKEN, HELD).failed("f", Failed.REVERT).settled(RunEnding.FINISHED,
                new FaultId("f"));
        assertThat(story.judged().reasons().getFirst())
                .isEqualTo("fault f could not be reverted and is still in force: no such process");
    }

    @Test
    void knowsThatAHypothesisAlwaysWatchedBrokeOnTheWay() {
        Experiment experiment = Experiments.guarded("always", HypothesisStrategy.DURING,
                List.of(Probes.holding("checkout", ProbeMode.CONTINUOUS)), Stage.of(fault("f", 10, 0)));
        RunStory story = RunStory.of(experiment).played("f").hypothesis(MeasurePhase.HYPOTHESIS_END, BROKEN)
                .finished();
        assertThat(story.judged().verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(story.judged().scorecard().score()).hasToString("100");
        assertThat(story.judged().scorecard().hypothesis().getFirst().phase()).isEqualTo("during");
    }

    @Test
    void doesNotCallARunHeldBeforeItIsOver() {
        assertThat(story().played("f", HELD, HELD).judged().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(story().played("f", HELD, BROKEN).judged().verdict()).isEqualTo(Verdict.BROKEN);
        assertThat(story().judged().phase()).isEqualTo(RunPhase.RUNNING);
        assertThat(story().and(Runs.stopping(RUN, StopCause.ABORTED)).judged().phase()).isEqualTo(RunPhase.STOPPING);
    }

    @Test
    void leavesStopConditionsOutOfTheScoreButSaysWhatStoppedTheRun() {
        Probe condition = Probes.holding("errors", ProbeMode.EDGE);
        RunStory story = story().played("f", HELD, HELD)
                .and(Runs.result(RUN, Runs.measure(MeasurePhase.STOP_CONDITIONS, "stop-conditions",
                        List.of(condition)), condition, BROKEN));
        assertThat(story.judged().scorecard().score()).hasToString("100");
        assertThat(story.stopped(StopCause.STOP_CONDITION).judged().reasons())
                .contains("the run was stopped: a test says so");
    }

    /** Case 23: a fault that was stuck may be mended long after the run is over. */
    @Test
    void doesNotChangeItsLastWordWhenAStuckFaultIsMendedAfterAll() {
        RunStory story = story().injected("f").failed("f", Failed.REVERT).settled(RunEnding.STOPPED, new FaultId("f"));
        var lastWord = Judge.lastWord(RUN, story.history());
        story.reverted("f", RevertReason.RECOVERED);
        assertThat(Judge.lastWord(RUN, story.history())).isEqualTo(lastWord);
    }

    /** Case 1: the run ends, and says the truth. */
    @Test
    void saysThatTheInjectorOfAFaultDied() {
        assertThat(story().injected("f").reverted("f", RevertReason.RECOVERED).finished().judged().reasons()).contains(
                "fault f: its injector, helper or target went while it was in force; what was left was mended");
    }

    @Test
    void speaksTheLastWordFromTheRequestToTheEnd() {
        RunStory story = story().played("f", HELD, HELD).finished();
        var lastWord = Judge.lastWord(RUN, story.history());
        assertThat(lastWord.experimentName()).isEqualTo("one");
        assertThat(lastWord.project()).isEqualTo(Runs.PROJECT);
        assertThat(lastWord.scorecard().partial()).isFalse();
        assertThat(lastWord.scorecard().formula()).isEqualTo("litmus-3/1");
        assertThat(lastWord.reasons()).containsExactly("everything that was watched held");
    }

    @Test
    void refusesTheLastWordOnARunNobodyAskedFor() {
        History history = History.EMPTY.and(new RunSettled(RUN, RunEnding.FINISHED, null, null, List.of(), List.of(),
                Instant.EPOCH));
        assertThatThrownBy(() -> Judge.lastWord(RUN, history)).hasMessageContaining("its request is not known");
    }
}
