package io.faultline.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.Action;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.HttpCall;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.ProbeSample;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.run.StopCause;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Faults;
import io.faultline.testkit.Probes;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProbeServiceIT {
    private static ServiceUnderTest service;
    private static Facts facts;

    private final RunId run = facts.newRun();
    private Shop shop;

    @BeforeAll
    static void start() {
        service = ServiceUnderTest.start(ProbeService.class, "probe-service",
                Map.of("faultline.probe.command.allow", "true,sleep", "FAULTLINE_TRACE_SAMPLING", "1"));
        facts = Facts.open();
    }

    @AfterAll
    static void stop() {
        facts.close();
        service.close();
    }

    @BeforeEach
    void open() throws Exception {
        shop = new Shop();
    }

    @AfterEach
    void close() {
        facts.append(Runs.settled(run, RunEnding.FINISHED));
        shop.close();
    }

    @Test
    void answersEveryModeInItsPhaseAndSeesTheRecovery() {
        Fault fault = faultWith(probe("sot", ProbeMode.SOT), probe("eot", ProbeMode.EOT),
                probe("edge", ProbeMode.EDGE), probe("always", ProbeMode.CONTINUOUS),
                probe("during", ProbeMode.ON_CHAOS));
        facts.append(Runs.due(run, before(fault)));
        assertThat(answers("pre:freeze", 2)).extracting(ProbeResult::probe).containsExactly("sot", "edge");

        shop.breaks();
        facts.append(Runs.injected(run, fault));
        awaitSamples("during", Outcome.BROKEN, 2);
        shop.recovers();
        awaitSamples("during", Outcome.HELD, 2);
        facts.append(Runs.reverted(run, fault, RevertReason.PLANNED));
        facts.append(Runs.due(run, after(fault)));

        List<ProbeResult> after = answers("post:freeze", 4);
        assertThat(after).extracting(ProbeResult::probe).containsExactly("always", "during", "eot", "edge");
        assertThat(after).extracting(ProbeResult::outcome).containsExactly(Outcome.BROKEN, Outcome.BROKEN,
                Outcome.HELD, Outcome.HELD);
        assertThat(after.getFirst().decisive().detail()).isEqualTo("Actual value: 503. Expected value: == 200");
        assertThat(after.getFirst().failures()).isBetween(1, after.getFirst().evaluations() - 2);
        assertThat(after).allSatisfy(each -> assertThat(each.fault()).isEqualTo(new FaultId("freeze")));
    }

    @Test
    void watchesOnChaosProbesOnlyWhileTheFaultIsInForce() {
        Fault fault = faultWith(probe("during", ProbeMode.ON_CHAOS));
        facts.append(Runs.due(run, before(fault)));
        facts.append(Runs.injected(run, fault));
        facts.append(Runs.reverted(run, fault, RevertReason.PLANNED));
        facts.append(Runs.due(run, after(fault)));

        ProbeResult during = answers("post:freeze", 1).getFirst();

        assertThat(during.evaluations()).as("even the shortest fault is looked at").isEqualTo(1);
        assertThat(during.outcome()).isEqualTo(Outcome.HELD);
    }

    @Test
    void doesNotPretendToHaveWatchedAFaultThatNeverCame() {
        Fault fault = faultWith(probe("during", ProbeMode.ON_CHAOS));
        facts.append(Runs.due(run, before(fault)));
        facts.append(Runs.due(run, after(fault)));

        assertThat(answers("post:freeze", 1).getFirst().outcome()).isEqualTo(Outcome.UNMEASURABLE);
    }

    @Test
    void aStoppingProbeEndsTheRunAtOnceAndStillAnswersItsStepOnce() {
        Fault fault = faultWith(Probes.stopping(probe("always", ProbeMode.CONTINUOUS)));
        facts.append(Runs.due(run, before(fault)));
        awaitSamples("always", Outcome.HELD, 1);
        shop.breaks();

        ProbeResult stop = facts.await(run, ProbeResult.class, ProbeResult::stopsRun);
        assertThat(stop.step()).isEqualTo(new StepId("pre:freeze"));
        assertThat(stop.phase()).isEqualTo(MeasurePhase.POST_FAULT);
        shop.recovers();
        facts.append(Runs.due(run, after(fault)));

        ProbeResult answer = answers("post:freeze", 1).getFirst();
        assertThat(answer.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(answer.evaluations()).as("the loop ended at the failure").isEqualTo(stop.evaluations());
        assertThat(facts.all(run, ProbeResult.class)).hasSize(2);
    }

    @Test
    void aRunThatStopsHearsOfBrokenLoopsAndOfNothingElse() {
        Fault fault = faultWith(probe("broken", ProbeMode.CONTINUOUS),
                Probes.http("holding", ProbeMode.CONTINUOUS, shop.url("/always")));
        facts.append(Runs.due(run, before(fault)));
        shop.breaks();
        awaitSamples("broken", Outcome.BROKEN, 1);
        awaitSamples("holding", Outcome.HELD, 1);
        facts.append(Runs.due(run, Runs.measure(MeasurePhase.STAGE, "measure:slow",
                List.of(Probes.command("slow", ProbeMode.EDGE, "sleep", "1.5")))));

        facts.append(Runs.stopping(run, StopCause.ABORTED));

        ProbeResult broken = facts.await(run, ProbeResult.class);
        assertThat(broken.probe()).isEqualTo("broken");
        assertThat(broken.stopsRun()).isFalse();
        int hits = shop.hits();
        Awaitility.await().during(Duration.ofMillis(2000)).atMost(Duration.ofSeconds(5))
                .until(() -> facts.all(run, ProbeResult.class).size() == 1 && shop.hits() <= hits + 1);
    }

    @Test
    void watchesAHypothesisWhileFaultsAreInForce() {
        List<Probe> probes = List.of(probe("checkout", ProbeMode.EDGE), probe("search", ProbeMode.SOT));
        facts.append(Runs.due(run, Runs.measure(MeasurePhase.HYPOTHESIS_BEFORE, "hypothesis:before", probes)));
        assertThat(answers("hypothesis:before", 2)).extracting(ProbeResult::evaluations).containsExactly(1, 1);
        facts.append(Runs.due(run, Runs.measure(MeasurePhase.HYPOTHESIS_DURING, "hypothesis:during", probes)));
        awaitSamples("checkout", Outcome.HELD, 3);
        shop.breaks();
        awaitSamples("search", Outcome.BROKEN, 1);
        shop.recovers();

        facts.append(Runs.due(run, Runs.measure(MeasurePhase.HYPOTHESIS_END, "hypothesis:end", probes)));

        List<ProbeResult> ended = answers("hypothesis:end", 2);
        assertThat(ended).extracting(ProbeResult::outcome).containsOnly(Outcome.BROKEN);
        assertThat(ended).extracting(ProbeResult::phase).containsOnly(MeasurePhase.HYPOTHESIS_END);
        facts.append(Runs.due(run, Runs.measure(MeasurePhase.HYPOTHESIS_AFTER, "hypothesis:after", probes)));
        assertThat(answers("hypothesis:after", 2)).extracting(ProbeResult::outcome).containsOnly(Outcome.HELD);
    }

    @Test
    void takesActionsAndSaysWhatCameBack() {
        facts.append(Runs.due(run, act("notify", new HttpCall(shop.url("/always"), "POST", Map.of(), "hi", false))));

        ActionTaken taken = facts.await(run, ActionTaken.class);

        assertThat(taken.succeeded()).isTrue();
        assertThat(taken.detail()).isEqualTo("200 open");
        assertThat(taken.action()).isEqualTo("notify");
    }

    @Test
    void anActionNobodyHearsHasNotBeenTaken() {
        facts.append(Runs.due(run, act("notify", new HttpCall("http://${nobody}/", "POST", Map.of(), null, false))));

        ActionTaken taken = facts.await(run, ActionTaken.class);

        assertThat(taken.succeeded()).isFalse();
        assertThat(taken.detail()).contains("${nobody}");
    }

    /** Case 21: a probe that hangs is a failure, no error, and holds nothing up. */
    @Test
    void aProbeThatHangsIsBrokenAtItsTimeoutAndTheRunGoesOn() {
        Probe hanging = Probes.command("hanging", ProbeMode.EDGE, "sleep", "60");
        Probe impatient = new Probe("hanging", ProbeMode.EDGE, null, Duration.ofMillis(400), 1, null, null, false,
                null, hanging.command(), null, null);
        facts.append(Runs.due(run, Runs.measure(MeasurePhase.STAGE, "measure:both",
                List.of(impatient, probe("next", ProbeMode.EDGE)))));

        List<ProbeResult> both = answers("measure:both", 2);

        assertThat(both).extracting(ProbeResult::outcome).containsExactly(Outcome.BROKEN, Outcome.HELD);
        assertThat(both.getFirst().decisive().detail()).isEqualTo("killed: not over within 400ms");
        assertThat(both.getFirst().decisive().took()).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void whatComesTooLateIsAnsweredWithoutMeasuring() {
        Instant past = Instant.now().minusSeconds(10);
        Step.Measure late = Runs.measure(MeasurePhase.STAGE, "measure:late", List.of(probe("late", ProbeMode.EDGE)));
        facts.append(new StepDue(run, Runs.PROJECT, late, past, past.plusSeconds(5)));

        ProbeResult answer = answers("measure:late", 1).getFirst();

        assertThat(answer.outcome()).isEqualTo(Outcome.UNMEASURABLE);
        assertThat(answer.decisive().detail()).startsWith("came too late");
        assertThat(shop.hits()).isZero();
    }

    @Test
    void measuresWithinTheTraceOfTheFactThatAsked() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        try (TracedFacts traced = new TracedFacts()) {
            traced.append(Runs.due(run, Runs.measure(MeasurePhase.STAGE, "measure:traced",
                    List.of(probe("traced", ProbeMode.EDGE)))), "00-" + trace + "-00f067aa0ba902b7-01");
        }
        answers("measure:traced", 1);

        assertThat(shop.traceparents()).singleElement().asString().startsWith("00-" + trace + "-");
        assertThat(facts.records(run).stream().filter(each -> each.value() instanceof ProbeResult))
                .singleElement().satisfies(each -> assertThat(each.headers().get("traceparent")).contains(trace));
    }

    @Test
    void goesOnAfterARestartAndSaysThatItWasAway() {
        Fault fault = faultWith(probe("always", ProbeMode.CONTINUOUS));
        facts.append(Runs.due(run, before(fault)));
        awaitSamples("always", Outcome.HELD, 3);

        service.restart();

        int before = samples("always", Outcome.HELD);
        awaitSamples("always", Outcome.HELD, before + 2);
        facts.append(Runs.due(run, after(fault)));
        ProbeResult answer = answers("post:freeze", 1).getFirst();
        assertThat(answer.outcome()).isEqualTo(Outcome.HELD);
        assertThat(answer.evaluations()).isGreaterThanOrEqualTo(5);
        assertThat(answer.decisive().detail()).startsWith("resumed after a gap of at most ");
    }

    @Test
    void answersEachProbeOnceThoughItCrashedInTheMiddle() {
        facts.append(Runs.due(run, Runs.measure(MeasurePhase.STAGE, "measure:some",
                List.of(probe("first", ProbeMode.EDGE), Probes.command("second", ProbeMode.EDGE, "sleep", "1.5"),
                        probe("third", ProbeMode.EDGE)))));
        facts.await(run, ProbeResult.class, result -> result.probe().equals("first"));

        service.crashAndRestart();

        assertThat(answers("measure:some", 3)).extracting(ProbeResult::probe).containsExactly("first", "second",
                "third");
        assertThat(shop.hits()).as("what was answered is not measured again").isEqualTo(2);
    }

    private Fault faultWith(Probe... probes) {
        return Faults.none("freeze", Duration.ofSeconds(10), probes);
    }

    private static Step.Measure before(Fault fault) {
        return Runs.measure(MeasurePhase.PRE_FAULT, fault);
    }

    private static Step.Measure after(Fault fault) {
        return Runs.measure(MeasurePhase.POST_FAULT, fault);
    }

    private static Step.Act act(String name, HttpCall call) {
        return new Step.Act(new StepId("act:" + name), new Action(name, call, null, null, null), Map.of(), Map.of());
    }

    private Probe probe(String name, ProbeMode mode) {
        Probe probe = Probes.http(name, mode, shop.url("/checkout"));
        return new Probe(name, mode, Duration.ofMillis(100), probe.timeout(), 1, Duration.ZERO, Duration.ZERO, false,
                probe.http(), null, null, null);
    }

    private List<ProbeResult> answers(String step, int count) {
        Awaitility.await(step).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10))
                .until(() -> answers(step).size() >= count);
        return answers(step);
    }

    private List<ProbeResult> answers(String step) {
        return facts.all(run, ProbeResult.class).stream().filter(result -> result.step().value().equals(step))
                .toList();
    }

    private void awaitSamples(String probe, Outcome outcome, int count) {
        Awaitility.await(probe + " " + outcome).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10))
                .until(() -> samples(probe, outcome) >= count);
    }

    private int samples(String probe, Outcome outcome) {
        return (int) facts.lines(run).stream().filter(ProbeSample.class::isInstance).map(ProbeSample.class::cast)
                .filter(sample -> sample.probe().equals(probe) && sample.measurement().outcome() == outcome).count();
    }
}
