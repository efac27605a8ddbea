package io.faultline.probe;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.probe.ProbeSpec;
import io.faultline.contracts.probe.PrometheusProbe;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.ProbeSample;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.StopCause;
import io.faultline.testkit.Facts;
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

class StopConditionsIT {
    private static final StepId STEP = new StepId("stop-conditions");

    private static ServiceUnderTest service;
    private static Facts facts;

    private final RunId run = facts.newRun();
    private Shop shop;

    @BeforeAll
    static void start() {
        service = ServiceUnderTest.start(ProbeService.class, "probe-service");
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
    void answersOnceIsWatchedOnAndStopsTheRunWhenAWebhookNoLongerHolds() {
        asked(webhook("checkout", 1));
        ProbeResult answer = facts.await(run, ProbeResult.class);
        assertThat(answer.outcome()).isEqualTo(Outcome.HELD);
        assertThat(answer.stopsRun()).isFalse();
        awaitSamples("checkout", 3);
        assertThat(facts.all(run, ProbeResult.class)).as("what holds is not told again").hasSize(1);

        shop.breaks();

        ProbeResult stop = facts.await(run, ProbeResult.class, ProbeResult::stopsRun);
        assertThat(stop.step()).isEqualTo(STEP);
        assertThat(stop.phase()).isEqualTo(MeasurePhase.STOP_CONDITIONS);
        assertThat(stop.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(stop.decisive().detail()).isEqualTo("Actual value: 503. Expected value: == 200");
        assertThat(stop.evaluations()).isGreaterThanOrEqualTo(4);
        Awaitility.await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(5))
                .until(() -> facts.all(run, ProbeResult.class).size() == 2);
    }

    @Test
    void stopsTheRunAtTheFirstAnswerAndIsNotWatchedOn() {
        shop.breaks();
        asked(webhook("checkout", 1));

        ProbeResult answer = facts.await(run, ProbeResult.class);

        assertThat(answer.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(answer.stopsRun()).isTrue();
        Awaitility.await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(5))
                .until(() -> shop.hits() == 1);
    }

    @Test
    void stopsTheRunWhenPrometheusSaysSo() {
        asked(prometheus());
        assertThat(facts.await(run, ProbeResult.class).outcome()).isEqualTo(Outcome.HELD);

        shop.breaks();

        ProbeResult stop = facts.await(run, ProbeResult.class, ProbeResult::stopsRun);
        assertThat(stop.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(stop.decisive().actual()).isEqualTo("0.9");
    }

    @Test
    void stopsTheRunWhenPrometheusIsGoneForNobodyKnows() {
        asked(prometheus());
        assertThat(facts.await(run, ProbeResult.class).outcome()).isEqualTo(Outcome.HELD);

        shop.close();

        ProbeResult stop = facts.await(run, ProbeResult.class, ProbeResult::stopsRun);
        assertThat(stop.outcome()).isEqualTo(Outcome.UNMEASURABLE);
    }

    @Test
    void forgivesAsManyAttemptsAsItsAuthorAllows() {
        asked(webhook("checkout", 1000));
        awaitSamples("checkout", 1);
        shop.breaks();
        int hits = shop.hits();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> shop.hits() > hits + 3);
        shop.recovers();
        awaitSamples("checkout", 3);
        assertThat(facts.all(run, ProbeResult.class)).hasSize(1);
    }

    @Test
    void isToldApartFromAProbeOfTheHypothesisWithTheSameName() {
        asked(webhook("checkout", 1));
        facts.await(run, ProbeResult.class);
        List<Probe> hypothesis = List.of(webhook("checkout", 1));
        facts.append(Runs.due(run, Runs.measure(MeasurePhase.HYPOTHESIS_DURING, "hypothesis:during", hypothesis)));
        awaitSamples("checkout", 4);
        facts.append(Runs.due(run, Runs.measure(MeasurePhase.HYPOTHESIS_END, "hypothesis:end", hypothesis)));
        ProbeResult end = facts.await(run, ProbeResult.class,
                result -> result.step().value().equals("hypothesis:end"));
        assertThat(end.outcome()).isEqualTo(Outcome.HELD);

        shop.breaks();

        assertThat(facts.await(run, ProbeResult.class, ProbeResult::stopsRun).step())
                .as("watched on to the end of the run").isEqualTo(STEP);
    }

    @Test
    void isWatchedOnAfterARestart() {
        asked(webhook("checkout", 1));
        facts.await(run, ProbeResult.class);

        service.crashAndRestart();
        shop.breaks();

        assertThat(facts.await(run, ProbeResult.class, ProbeResult::stopsRun).step()).isEqualTo(STEP);
    }

    @Test
    void isNotWatchedOnceTheRunIsStopping() {
        asked(webhook("checkout", 1));
        awaitSamples("checkout", 2);

        facts.append(Runs.stopping(run, StopCause.ABORTED));

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> {
            int before = shop.hits();
            Thread.sleep(400);
            return shop.hits() == before;
        });
        shop.breaks();
        assertThat(facts.all(run, ProbeResult.class)).hasSize(1);
    }

    private void asked(Probe... conditions) {
        facts.append(Runs.due(run, Runs.measure(MeasurePhase.STOP_CONDITIONS, STEP.value(), List.of(conditions))));
    }

    private Probe webhook(String name, int attempts) {
        return often(Probes.http(name, ProbeMode.EDGE, shop.url("/checkout")), attempts);
    }

    private Probe prometheus() {
        ProbeSpec spec = new PrometheusProbe(shop.url("/prometheus"), "failing / all", Map.of(),
                new Comparator(Comparator.Type.FLOAT, "<", "0.5"));
        return often(Probes.of("errors", ProbeMode.EDGE, spec), 1);
    }

    private static Probe often(Probe probe, int attempts) {
        return new Probe(probe.name(), probe.mode(), Duration.ofMillis(100), probe.timeout(), attempts,
                Duration.ofMillis(10), Duration.ZERO, false, probe.http(), null, null, probe.prometheus());
    }

    private void awaitSamples(String probe, int count) {
        long before = samples(probe);
        Awaitility.await(probe).atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10))
                .until(() -> samples(probe) >= before + count);
    }

    private long samples(String probe) {
        return facts.lines(run).stream().filter(ProbeSample.class::isInstance).map(ProbeSample.class::cast)
                .filter(sample -> sample.probe().equals(probe)).count();
    }
}
