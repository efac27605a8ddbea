package io.faultline.scoring;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Verdict;
import io.faultline.contracts.wire.Wire;
import io.faultline.scoring.history.Histories;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Faults;
import io.faultline.testkit.Probes;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

import static io.faultline.contracts.probe.Outcome.BROKEN;
import static io.faultline.contracts.probe.Outcome.HELD;
import static org.assertj.core.api.Assertions.assertThat;

class ScoringServiceIT {
    private static ServiceUnderTest service;
    private static Facts facts;

    @BeforeAll
    static void start() {
        service = ServiceUnderTest.start(ScoringService.class, "scoring-service");
        facts = Facts.open();
    }

    @AfterAll
    static void stop() {
        facts.close();
        service.close();
    }

    @Test
    void hasTheLastWordOnARunOnce() {
        RunId run = facts.newRun();
        Experiment experiment = Experiments.any();
        RunSettled settled = played(run, experiment, HELD);
        EventId settledId = facts.newEvent();
        facts.append(settledId, settled);
        RunCompleted lastWord = facts.await(run, RunCompleted.class);
        facts.append(settledId, settled);
        facts.append(settled);
        RunId next = facts.newRun();
        facts.append(played(next, experiment, BROKEN));
        facts.await(next, RunCompleted.class);

        assertThat(lastWord.verdict()).isEqualTo(Verdict.HELD);
        assertThat(lastWord.phase()).isEqualTo(RunPhase.COMPLETED);
        assertThat(lastWord.scorecard().score()).hasToString("100");
        Awaitility.await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(3))
                .until(() -> facts.all(run, RunCompleted.class).size() == 1);
    }

    @Test
    void showsTheScoreWhileTheRunGoesOnAndAfterwards() throws Exception {
        RunId run = facts.newRun();
        Experiment experiment = Experiments.any();
        RunSettled settled = played(run, experiment, BROKEN);
        JsonNode live = Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> score(run),
                score -> score.path("verdict").asString("").equals("broken"));
        assertThat(live.path("partial").asBoolean()).isTrue();
        assertThat(live.path("phase").asString()).isEqualTo("Running");

        facts.append(settled);
        facts.await(run, RunCompleted.class);
        JsonNode done = score(run);
        assertThat(done.path("partial").asBoolean()).isFalse();
        assertThat(done.path("phase").asString()).isEqualTo("Completed_With_Probe_Failure");
        assertThat(done.path("score").asInt()).isZero();
        assertThat(done.path("reasons").path(0).asString()).startsWith("probe alive of fault nothing broke");
        assertThat(get("/api/v1/runs/" + facts.newRun() + "/score").statusCode()).isEqualTo(404);
    }

    @Test
    void judgesARunItHadHalfReadBeforeItWasRestarted() throws Exception {
        RunId run = facts.newRun();
        RunSettled settled = played(run, Experiments.any(), BROKEN);
        Awaitility.await().atMost(Duration.ofSeconds(20))
                .until(() -> score(run).path("verdict").asString("").equals("broken"));
        service.restart();
        facts.append(settled);
        assertThat(facts.await(run, RunCompleted.class).verdict()).isEqualTo(Verdict.BROKEN);
    }

    /** Case 10: what comes again when its history is forgotten is not judged again, and is no poison. */
    @Test
    void forgetsTheHistoryOfARunButNotItsScore() throws Exception {
        RunId run = facts.newRun();
        facts.append(played(run, Experiments.any(), HELD));
        facts.await(run, RunCompleted.class);
        JdbcTemplate jdbc = service.bean(JdbcTemplate.class);
        jdbc.update("update judgement set judged_at = now() - interval '8 days' where run_id = ?", run.value());

        service.bean(Histories.class).forget(Instant.now().minus(Duration.ofDays(7)));

        assertThat(jdbc.queryForObject("select count(*) from fact where run_id = ?", Long.class, run.value())).isZero();
        assertThat(score(run).path("score").asInt()).isEqualTo(100);
        facts.append(Runs.settled(run, RunEnding.FINISHED));
        RunId next = facts.newRun();
        facts.append(played(next, Experiments.any(), HELD));
        facts.await(next, RunCompleted.class);
        Awaitility.await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(3))
                .until(() -> facts.records(run).stream().filter(each -> each.value() instanceof RunCompleted)
                        .count() == 1);
    }

    /** Fifty faults of twenty probes; the promise is 20 ms, on a machine with nothing else to do. */
    @Test
    void judgesALargeRun() {
        Probe[] probes = new Probe[20];
        for (int i = 0; i < probes.length; i++) {
            probes[i] = Probes.holding("probe-" + i, ProbeMode.EDGE);
        }
        Fault[] faults = new Fault[50];
        for (int i = 0; i < faults.length; i++) {
            faults[i] = Faults.none("fault-" + i, Duration.ofSeconds(1), probes);
        }
        Timer judging = service.bean(MeterRegistry.class).timer("faultline.judging");
        RunId run = facts.newRun();
        RunSettled settled = played(run, Experiments.of("large", faults), HELD);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> score(run).path("score").asInt() == 100);
        double before = judging.totalTime(TimeUnit.MILLISECONDS);
        facts.append(settled);
        assertThat(facts.await(run, RunCompleted.class).scorecard().score()).hasToString("100");
        System.out.printf("2000 answers, from the last fact's arrival to the last word: %.1f ms%n",
                judging.totalTime(TimeUnit.MILLISECONDS) - before);
    }

    private static RunSettled played(RunId run, Experiment experiment, Outcome outcome) {
        facts.append(Runs.requested(run, experiment));
        facts.append(Runs.planned(run, experiment, List.of()));
        for (Fault fault : experiment.spec().faults()) {
            answers(run, fault, MeasurePhase.PRE_FAULT, HELD);
            facts.append(Runs.injected(run, fault));
            facts.append(Runs.reverted(run, fault, RevertReason.PLANNED));
            answers(run, fault, MeasurePhase.POST_FAULT, outcome);
        }
        return Runs.settled(run, RunEnding.FINISHED);
    }

    private static void answers(RunId run, Fault fault, MeasurePhase phase, Outcome outcome) {
        for (Probe probe : Runs.measure(phase, fault).answers()) {
            facts.append(Runs.result(run, Runs.measure(phase, fault), probe, outcome));
        }
    }

    private static JsonNode score(RunId run) throws IOException, InterruptedException {
        return Wire.mapper().readTree(get("/api/v1/runs/" + run + "/score").body());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(service.baseUrl().resolve(path))
                    .header("Authorization", service.authorization()).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
