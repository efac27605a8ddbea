package io.faultline.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.ProbeSample;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunLogRecord;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Faults;
import io.faultline.testkit.Probes;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Two instances share their database and the partitions of the topic: whatever becomes of one, the other carries on. */
@Tag("long")
class TwoInstancesIT {
    private static final int RUNS = 8;
    private static final String GROUP = "spring.cloud.stream.bindings.facts-in-0.group";

    private final List<RunId> runs = new ArrayList<>();
    private ServiceUnderTest one;
    private Facts facts;
    private Shop shop;
    private Fault fault;

    @BeforeEach
    void start() throws Exception {
        one = ServiceUnderTest.start(ProbeService.class, "probe-service");
        facts = Facts.open();
        shop = new Shop();
        Probe often = Probes.http("always", ProbeMode.CONTINUOUS, shop.url("/checkout"));
        fault = Faults.none("freeze", Duration.ofSeconds(10), new Probe(often.name(), often.mode(),
                Duration.ofMillis(200), often.timeout(), 1, null, null, false, often.http(), null, null, null));
    }

    @AfterEach
    void close() {
        runs.forEach(run -> facts.append(Runs.settled(run, RunEnding.FINISHED)));
        facts.close();
        shop.close();
    }

    private ServiceUnderTest another() {
        var environment = one.context().getEnvironment();
        return ServiceUnderTest.start(ProbeService.class, "probe-service",
                Map.of("FAULTLINE_DB_URL", environment.getRequiredProperty("FAULTLINE_DB_URL"), GROUP,
                        environment.getRequiredProperty(GROUP)));
    }

    /** Case 3: kill -9 of a probe-service. */
    @Test
    void whatACrashedInstanceDidIsGoneOnWithByExactlyOneOther() throws Exception {
        beginLoops();
        try (ServiceUnderTest other = another(); ServiceUnderTest third = another()) {
            one.bean(DataSource.class).unwrap(AutoCloseable.class).close();
            Set<String> before = sources(runs);
            one.close();

            awaitOthers(before);
            long settled = facts.lines(runs.getFirst()).size();
            Awaitility.await().atMost(Duration.ofSeconds(10))
                    .until(() -> facts.lines(runs.getFirst()).size() > settled + 10);
            runs.forEach(run -> assertThat(sourcesSince(run, before)).as("one instance a loop").hasSize(1));
            assertEachIsAnsweredOnce();
            assertThat(other.context().isActive() && third.context().isActive()).isTrue();
        }
    }

    /** Case 5: SIGTERM hands over. */
    @Test
    void whatAnInstanceDidThatLeavesIsTakenUpAtOnce() {
        beginLoops();
        try (ServiceUnderTest other = another()) {
            Set<String> before = sources(runs);
            one.close();
            long left = System.nanoTime();

            awaitOthers(before);

            assertThat(Duration.ofNanos(System.nanoTime() - left)).as("sooner than a lease runs out and is noticed")
                    .isLessThan(Duration.ofSeconds(10));
            assertEachIsAnsweredOnce();
            assertThat(other.context().isActive()).isTrue();
        }
    }

    @Test
    void anInstanceAnswersWithWhatAnotherSaw() {
        beginLoops();
        shop.breaks();
        runs.forEach(run -> awaitSamples(run, Outcome.BROKEN));
        shop.recovers();
        try (ServiceUnderTest other = another()) {
            assertEachIsAnsweredOnce();
            assertThat(other.context().isActive()).isTrue();
        } finally {
            one.close();
        }
        runs.forEach(run -> {
            ProbeResult answer = facts.await(run, ProbeResult.class);
            long samples = samples(run).stream().filter(sample -> sample.measurement().outcome() == Outcome.BROKEN)
                    .count();
            assertThat(answer.outcome()).isEqualTo(Outcome.BROKEN);
            assertThat((long) answer.failures()).as("nothing that was seen is forgotten").isEqualTo(samples);
        });
    }

    private void beginLoops() {
        for (int i = 0; i < RUNS; i++) {
            RunId run = facts.newRun();
            runs.add(run);
            facts.append(Runs.due(run, Runs.measure(MeasurePhase.PRE_FAULT, fault)));
        }
        runs.forEach(run -> awaitSamples(run, Outcome.HELD));
    }

    private void assertEachIsAnsweredOnce() {
        runs.forEach(run -> facts.append(Runs.due(run, Runs.measure(MeasurePhase.POST_FAULT, fault))));
        runs.forEach(run -> facts.await(run, ProbeResult.class));
        Awaitility.await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(10))
                .until(() -> runs.stream().allMatch(run -> facts.all(run, ProbeResult.class).size() == 1));
    }

    private void awaitOthers(Set<String> before) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50))
                .until(() -> runs.stream().noneMatch(run -> sourcesSince(run, before).isEmpty()));
    }

    private Set<String> sourcesSince(RunId run, Set<String> before) {
        Set<String> sources = new HashSet<>(sources(List.of(run)));
        sources.removeAll(before);
        return sources;
    }

    private Set<String> sources(List<RunId> of) {
        return of.stream().flatMap(run -> samples(run).stream()).map(RunLogRecord::source)
                .collect(Collectors.toSet());
    }

    private void awaitSamples(RunId run, Outcome outcome) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10)).until(
                () -> samples(run).stream().anyMatch(sample -> sample.measurement().outcome() == outcome));
    }

    private List<ProbeSample> samples(RunId run) {
        return facts.lines(run).stream().filter(ProbeSample.class::isInstance).map(ProbeSample.class::cast).toList();
    }
}
