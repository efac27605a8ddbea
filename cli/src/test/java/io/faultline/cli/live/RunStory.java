package io.faultline.cli.live;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Hypothesis;
import io.faultline.contracts.experiment.HypothesisStrategy;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.HttpProbe;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.ProbeSample;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.verdict.FaultPhase;
import io.faultline.contracts.verdict.FaultVerdict;
import io.faultline.contracts.verdict.ResilienceScore;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Scorecard.FaultScore;
import io.faultline.contracts.verdict.Scorecard.ProbeScore;
import io.faultline.contracts.verdict.Verdict;

/** The README's first example, told fact by fact: a payments process is frozen for ten seconds. */
public final class RunStory {
    public static final RunId RUN = RunId.parse("019a1234-5678-7abc-8def-0123456789ab");
    public static final Instant START = Instant.parse("2026-11-21T06:00:00Z");
    public static final FaultId FREEZE = new FaultId("freeze-payments");
    public static final String BROKEN = "Actual value: timeout after 2s. Expected value: == 200";
    private static final ProjectId PROJECT = new ProjectId("default");
    private static final ExperimentId EXPERIMENT = ExperimentId.parse("019a1234-0000-7000-8000-000000000001");
    private static final StepId INJECT = new StepId("inject:freeze-payments");
    private final List<Record> facts = new ArrayList<>();

    /** Up to the moment the fault is in force. */
    public static RunStory begun() {
        RunStory story = new RunStory();
        story.facts.add(new ExperimentRequested(RUN, PROJECT, EXPERIMENT, 1, experiment(), "ana", START, null, null));
        story.facts.add(new RunPlanned(RUN, PROJECT, EXPERIMENT, experiment(), List.of(), at(4), at(60_000)));
        return story.probe("checkout", null, MeasurePhase.HYPOTHESIS_BEFORE, 20, Outcome.HELD)
                .answers("checkout", null, MeasurePhase.HYPOTHESIS_BEFORE, ProbeMode.EDGE, 1, 0)
                .say(30, "injector/one", "asked to freeze what listens on 18081");
    }

    public RunStory injected() {
        facts.add(new StepDue(RUN, PROJECT,
                new Step.Inject(INJECT, experiment().spec().faults().getFirst(), BlastRadius.UNLIMITED), at(40),
                at(20_000)));
        facts.add(new FaultInjected(RUN, INJECT, FREEZE,
                List.of(new HitTarget("process", "4711", "java -jar payments.jar")), at(46), at(10_046)));
        return say(46, "injector/one", "froze process 4711");
    }

    /** The watching probe: held, broken or unmeasurable, every half second. */
    public RunStory watched(Outcome... outcomes) {
        for (int i = 0; i < outcomes.length; i++) {
            probe("checkout-during", FREEZE, MeasurePhase.PRE_FAULT, 100 + 500L * i, outcomes[i]);
        }
        return this;
    }

    public RunStory reverted() {
        facts.add(new FaultReverted(RUN, INJECT, FREEZE, RevertReason.PLANNED, at(10_048)));
        return say(10_048, "injector/one", "process 4711 goes on");
    }

    public RunStory stuck() {
        return stuck("kill -CONT 4711");
    }

    public RunStory stuck(String manualUndo) {
        facts.add(new FaultFailed(RUN, INJECT, FREEZE, FaultFailed.Failed.REVERT, null, "kill: operation not permitted",
                manualUndo, at(10_100)));
        return this;
    }

    public RunStory notInjected(String reason) {
        facts.add(new FaultFailed(RUN, INJECT, FREEZE, FaultFailed.Failed.INJECT, Refusal.NOT_POSSIBLE, reason, null,
                at(46)));
        return this;
    }

    public RunStory refused(Refusal refusal) {
        facts.add(new FaultFailed(RUN, INJECT, FREEZE, FaultFailed.Failed.INJECT, refusal, "no", null, at(46)));
        return this;
    }

    /** Everything is halted, this run with it. */
    public RunStory halted() {
        facts.add(new RunStopping(RUN, StopCause.HALTED, "ana: payments are down", at(3_000)));
        facts.add(new RunSettled(RUN, RunEnding.STOPPED, StopCause.HALTED, null, List.of(), List.of(), at(3_100)));
        return this;
    }

    public RunStory stopping() {
        facts.add(new RunStopping(RUN, StopCause.ABORTED, "ana: enough", at(3_000)));
        return this;
    }

    public RunStory settled(RunEnding ending, FaultId... open) {
        facts.add(new RunSettled(RUN, ending, ending == RunEnding.STOPPED ? StopCause.ABORTED : null, null, List.of(),
                List.of(open), at(12_300)));
        return this;
    }

    /** Sold all the time but while the process was frozen. */
    public RunStory failed() {
        answers("checkout-during", FREEZE, MeasurePhase.POST_FAULT, ProbeMode.CONTINUOUS, 9, 5);
        probe("checkout", null, MeasurePhase.HYPOTHESIS_AFTER, 12_000, Outcome.HELD);
        answers("checkout", null, MeasurePhase.HYPOTHESIS_AFTER, ProbeMode.EDGE, 1, 0);
        settled(RunEnding.FINISHED);
        return completed(RunPhase.COMPLETED_WITH_PROBE_FAILURE, Verdict.BROKEN, card(0, 5, BROKEN));
    }

    public RunStory passed() {
        settled(RunEnding.FINISHED);
        return completed(RunPhase.COMPLETED, Verdict.HELD, card(100, 0, null));
    }

    public RunStory completed(RunPhase phase, Verdict verdict, Scorecard card) {
        facts.add(new RunCompleted(RUN, PROJECT, EXPERIMENT, "payments-outage", phase, verdict, card,
                verdict == Verdict.HELD
                        ? List.of()
                        : List.of("checkout-during did not hold while freeze-payments was in force"),
                at(4), at(12_300)));
        return this;
    }

    public static Scorecard card(int score, int failures, String detail) {
        ProbeScore during = new ProbeScore("checkout-during", ProbeMode.CONTINUOUS, null,
                failures == 0 ? Outcome.HELD : Outcome.BROKEN, 9, failures, detail);
        FaultScore freeze = new FaultScore(FREEZE, "process-pause", 10, score, FaultPhase.COMPLETED,
                score == 100 ? FaultVerdict.PASS : FaultVerdict.FAIL, BigDecimal.valueOf(score),
                BigDecimal.valueOf(100), List.of(during));
        return new Scorecard(new ResilienceScore(BigDecimal.valueOf(score)), "litmus-1", false, List.of(freeze),
                List.of(new ProbeScore("checkout", ProbeMode.EDGE, "before", Outcome.HELD, 1, 0, null),
                        new ProbeScore("checkout", ProbeMode.EDGE, "after", Outcome.HELD, 1, 0, null)));
    }

    public List<Record> facts() {
        return List.copyOf(facts);
    }

    public RunView view() {
        RunView view = new RunView(RUN);
        facts.forEach(view::on);
        return view;
    }

    public static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    public static Experiment experiment() {
        Fault fault = Fault.of("freeze-payments", new ProcessPause(ProcessTarget.listeningOn(18_081)),
                Duration.ofSeconds(10), List.of(probe("checkout-during", ProbeMode.CONTINUOUS)));
        Hypothesis hypothesis = new Hypothesis("Customers can check out", HypothesisStrategy.BEFORE_AND_AFTER,
                List.of(probe("checkout", ProbeMode.EDGE)));
        return Experiment.of(
                new Metadata("payments-outage", "The shop keeps selling while one payments process is frozen",
                        List.of("shop")),
                new ExperimentSpec(hypothesis, List.of(Stage.of(fault)), null, BlastRadius.UNLIMITED, List.of(),
                        Map.of(),
                        Map.of(), null));
    }

    private static Probe probe(String name, ProbeMode mode) {
        HttpProbe http = new HttpProbe("http://127.0.0.1:18080/checkout", "GET", Map.of(), null, false,
                new HttpProbe.Expect(Comparator.number(200), null, null));
        return new Probe(name, mode, Duration.ofMillis(500), Duration.ofSeconds(2), 1, Duration.ZERO, Duration.ZERO,
                false, http, null, null, null);
    }

    private RunStory probe(String name, FaultId fault, MeasurePhase phase, long millis, Outcome outcome) {
        facts.add(new ProbeSample(RUN, "probe/one", facts.size(), new StepId("pre:x"), fault, name, phase,
                measured(outcome, millis)));
        return this;
    }

    private RunStory answers(String name, FaultId fault, MeasurePhase phase, ProbeMode mode, int evaluations,
            int failures) {
        Outcome outcome = failures == 0 ? Outcome.HELD : Outcome.BROKEN;
        facts.add(new ProbeResult(RUN, new StepId("post:x"), fault, name, mode, phase, outcome,
                measured(outcome, 11_000), evaluations, failures, false));
        return this;
    }

    private static Measurement measured(Outcome outcome, long millis) {
        return new Measurement(outcome, at(millis), Duration.ofMillis(12), outcome == Outcome.HELD ? "200" : null,
                switch (outcome) {
                    case HELD -> null;
                    case BROKEN -> BROKEN;
                    case UNMEASURABLE -> "no such host";
                });
    }

    private RunStory say(long millis, String source, String text) {
        facts.add(new LogLine(RUN, source, facts.size(), at(millis), LogLine.Level.INFO, null, text));
        return this;
    }
}
