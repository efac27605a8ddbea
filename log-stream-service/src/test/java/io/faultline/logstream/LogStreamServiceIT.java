package io.faultline.logstream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.verdict.ResilienceScore;
import io.faultline.contracts.verdict.RunPhase;
import io.faultline.contracts.verdict.Scorecard;
import io.faultline.contracts.verdict.Verdict;
import io.faultline.logstream.lines.Lines;
import io.faultline.runlog.RunLines;
import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class LogStreamServiceIT {
    private static final Experiment EXPERIMENT = Experiments.any();

    private static ServiceUnderTest service;
    private static Facts facts;
    private static Api api;

    @BeforeAll
    static void start() {
        service = ServiceUnderTest.start(LogStreamService.class, "log-stream-service");
        facts = Facts.open();
        api = new Api(service);
    }

    @AfterAll
    static void stop() {
        facts.close();
        service.close();
    }

    private static RunCompleted completed(RunId run) {
        return new RunCompleted(run, Runs.PROJECT, Runs.EXPERIMENT, "any", RunPhase.COMPLETED, Verdict.HELD,
                new Scorecard(ResilienceScore.ZERO, "none", false, List.of(), List.of()), List.of(),
                java.time.Instant.EPOCH, java.time.Instant.EPOCH);
    }

    private static RunId begun() throws Exception {
        RunId run = facts.newRun();
        facts.append(Runs.requested(run, EXPERIMENT));
        facts.append(Runs.planned(run, EXPERIMENT, List.of()));
        awaitEvents(run, 2);
        return run;
    }

    private static JsonNode awaitEvents(RunId run, int count) {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20))
                .until(() -> api.json("/api/v1/runs/" + run + "/events").path("items"), items -> items.size() >= count);
    }

    @Test
    void keepsEveryRecordOnceAlsoTypesAndBytesNobodyKnows() throws Exception {
        RunId run = begun();
        EventId strange = facts.newEvent();
        facts.append("com.example.strange.v9", strange, run, "{\"a\":1}".getBytes(UTF_8));
        facts.append("com.example.strange.v9", strange, run, "{\"a\":1}".getBytes(UTF_8));
        facts.append("io.faultline.run-settled.v1", facts.newEvent(), run, new byte[]{0, 1, 2});
        facts.append(completed(run));
        JsonNode items = awaitEvents(run, 5);
        assertThat(items.size()).isEqualTo(5);
        assertThat(items.path(2).path("id").asString()).isEqualTo(strange.toString());
        assertThat(items.path(2).path("data").path("a").asInt()).isEqualTo(1);
        assertThat(items.path(3).path("data_base64").asString()).isEqualTo("AAEC");
        assertThat(items.path(4).path("sequence").asString()).isEqualTo("5");
        assertThat(items.path(4).path("projectid").asString()).isEqualTo("default");
    }

    @Test
    void pagesThroughHistoryAndKnowsWhatItDoesNotKnow() throws Exception {
        RunId run = begun();
        facts.append(completed(run));
        awaitEvents(run, 3);
        JsonNode page = api.json("/api/v1/runs/" + run + "/events?limit=2");
        assertThat(page.path("items").size()).isEqualTo(2);
        JsonNode next = api.json("/api/v1/runs/" + run + "/events?limit=2&after=" + page.path("next").asString());
        assertThat(next.path("items").size()).isEqualTo(1);
        assertThat(next.path("next").isNull() || next.path("next").isMissingNode()).isTrue();
        assertThat(api.json("/api/v1/runs/" + run + "/events?types=run-completed").path("items").size()).isEqualTo(1);
        assertThat(api.status("/api/v1/runs/" + facts.newRun() + "/events")).isEqualTo(404);
        assertThat(api.status("/api/v1/runs/nonsense/events")).isEqualTo(400);
    }

    @Test
    void streamsHistoryThenLiveAndGoesOnWhereAClientStopped() throws Exception {
        RunId run = begun();
        try (Api.Stream stream = api.stream("/api/v1/runs/" + run + "/events", null)) {
            assertThat(stream.next().id()).isEqualTo("1");
            assertThat(stream.next().name()).isEqualTo("io.faultline.run-planned.v1");
        }
        facts.append(Runs.stopping(run, StopCause.ABORTED));
        try (Api.Stream stream = api.stream("/api/v1/runs/" + run + "/events", "2")) {
            assertThat(stream.next().id()).isEqualTo("3");
            facts.append(completed(run));
            Api.Event last = stream.next();
            assertThat(last.id()).isEqualTo("4");
            assertThat(last.name()).isEqualTo("io.faultline.run-completed.v1");
            assertThat(last.json().path("data").path("verdict").asString()).isEqualTo("held");
            assertThat(stream.next()).isNull();
        }
        try (Api.Stream all = api.stream("/api/v1/events?types=run-completed", null)) {
            Api.Event event = all.next();
            while (!event.json().path("subject").asString().equals(run.toString())) {
                event = all.next();
            }
            assertThat(event.name()).isEqualTo("io.faultline.run-completed.v1");
        }
    }

    @Test
    void bringsAFactToAClientWithinMilliseconds() throws Exception {
        RunId run = begun();
        try (Api.Stream stream = api.stream("/api/v1/runs/" + run + "/events", "2")) {
            long[] millis = new long[100];
            for (int i = 0; i < millis.length; i++) {
                long begun = System.nanoTime();
                facts.append(Runs.stopping(run, StopCause.ABORTED));
                assertThat(stream.next()).isNotNull();
                millis[i] = (System.nanoTime() - begun) / 1000;
            }
            java.util.Arrays.sort(millis);
            System.out.printf("fact to client: p50 %d us, p90 %d us, max %d us%n", millis[50], millis[90], millis[99]);
            assertThat(millis[50]).isLessThan(200_000);
        }
    }

    @Test
    void showsLogLinesAndSaysWhatWasLostOfThem() throws Exception {
        RunId run = begun();
        RunLines lines = service.bean(RunLines.class);
        lines.line(run, null, LogLine.Level.INFO, "one");
        lines.line(run, null, LogLine.Level.WARN, "two\nin two");
        try (LogLines testlines = new LogLines(EmbeddedHouse.open().bootstrapServers())) {
            testlines.send(run, "elsewhere/1", 1);
            testlines.send(run, "elsewhere/1", 5);
        }
        JsonNode items = Awaitility.await().atMost(Duration.ofSeconds(20))
                .until(() -> api.json("/api/v1/runs/" + run + "/logs").path("items"), found -> found.size() == 5);
        assertThat(items.toString()).contains("two\\nin two", "lost 3 lines of elsewhere/1");
        assertThat(items.path(3).path("type").asString()).isEqualTo("io.faultline.lines-lost.v1");
        assertThat(api.text("/actuator/prometheus")).containsPattern("faultline_logs_lost_total [1-9]");
        assertThat(service.bean(Lines.class).forget(Instant.now().minus(Duration.ofDays(1)))).isZero();
        facts.append(completed(run));
        try (Api.Stream stream = api.stream("/api/v1/runs/" + run + "/logs", "3")) {
            assertThat(stream.next().name()).isEqualTo("io.faultline.lines-lost.v1");
            assertThat(stream.next().id()).isEqualTo("5");
            assertThat(stream.next()).as("it ends once the run is over and all is quiet").isNull();
        }
        JdbcTemplate jdbc = service.bean(JdbcTemplate.class);
        jdbc.update("update log_record set said_at = now() - interval '2 days' where run_id = ?", run.toString());
        assertThat(service.bean(Lines.class).forget(Instant.now().minus(Duration.ofDays(1)))).isEqualTo(5);
        assertThat(jdbc.queryForObject("select count(*) from log_source where run_id = ?", Long.class, run.toString()))
                .isZero();
    }

    @Test
    void tellsASlowClientHowMuchItMissedAndSparesTheOthers() throws Exception {
        RunId run = begun();
        String path = "/api/v1/runs/" + run + "/logs?follow=forever";
        int flood = 12_000;
        try (LogLines lines = new LogLines(EmbeddedHouse.open().bootstrapServers());
                Api.Stream slow = api.stream(path, null);
                Api.Stream quick = api.stream(path, null)) {
            lines.send(run, "flood/1", 1);
            slow.next();
            quick.next();
            lines.flood(run, "flood/1", 2, flood);
            long seen = 1;
            while (seen < flood) {
                seen += quick.next().count();
            }
            long told = 1;
            long missed = 0;
            while (told < flood) {
                Api.Event event = slow.next();
                told += event.count();
                missed += event.name().equals("gap") ? event.count() : 0;
            }
            assertThat(seen).isEqualTo(flood);
            assertThat(told).isEqualTo(flood);
            assertThat(missed).isPositive();
        }
        assertThat(api.text("/actuator/prometheus")).contains("faultline_stream_dropped_total")
                .contains("faultline_audit_records_total").contains("faultline_stream_clients");
    }

    @Test
    void keepsDeadLettersAndPutsThemBack() throws Exception {
        RunId run = begun();
        EventId id = facts.newEvent();
        DeadProducer.bury(EmbeddedHouse.open().bootstrapServers(), run, id);
        JsonNode letter = Awaitility.await().atMost(Duration.ofSeconds(20))
                .until(() -> api.json("/api/v1/dead-letters").path("items").path(0), found -> found.has("id"));
        assertThat(letter.path("reason").asString()).isEqualTo("nobody could read it");
        assertThat(letter.path("consumer").asString()).isEqualTo("injector");
        String path = "/api/v1/dead-letters/" + letter.path("id").asString();
        assertThat(letter.path("id").asString()).isEqualTo("faultline.runs/3/4711");
        JsonNode whole = api.json(path);
        assertThat(whole.path("value").path("poison").asBoolean()).isTrue();
        assertThat(whole.path("headers").path("ce_id").asString()).isEqualTo(id.toString());

        assertThat(api.post(path + "/replay")).isEqualTo(202);
        JsonNode items = awaitEvents(run, 3);
        assertThat(items.path(2).path("id").asString()).isEqualTo(id.toString());
        assertThat(items.path(2).path("data").path("poison").asBoolean()).isTrue();
        assertThat(api.json(path).path("failures").path(0).has("replayedAt")).isTrue();
        assertThat(api.status("/api/v1/dead-letters/faultline.runs/3/4712")).isEqualTo(404);
    }

    @Test
    void noticesThatTheLastLinesOfASourceWereLost() throws Exception {
        RunId run = begun();
        try (LogLines lines = new LogLines(EmbeddedHouse.open().bootstrapServers())) {
            lines.send(run, "cut-short/1", 1);
            lines.end(run, "cut-short/1", 5);
        }
        RunLines ours = service.bean(RunLines.class);
        ours.line(run, null, LogLine.Level.INFO, "the only one");
        ours.end(run);
        JsonNode items = Awaitility.await().atMost(Duration.ofSeconds(20))
                .until(() -> api.json("/api/v1/runs/" + run + "/logs").path("items"), found -> found.size() == 5);
        assertThat(items.toString()).containsOnlyOnce("lines-lost.v1").contains("lost 3 lines of cut-short/1");
    }

    /** Case 12. */
    @Test
    void refusesToPutBackWhatWasCutOrLayElsewhere() throws Exception {
        RunId run = begun();
        String kafka = EmbeddedHouse.open().bootstrapServers();
        DeadProducer.bury(kafka, run, facts.newEvent(),
                java.util.Map.of("faultline-dead-offset", "4801", "faultline-dead-cut", "5242880"));
        DeadProducer.bury(kafka, run, facts.newEvent(),
                java.util.Map.of("faultline-dead-offset", "4802", "faultline-dead-topic", "somebody.else"));
        DeadProducer.bury(kafka, run, facts.newEvent(),
                java.util.Map.of("faultline-dead-offset", "4803", "faultline-dead-service", "x".repeat(100_000)));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(
                () -> api.json("/api/v1/dead-letters").toString(), found -> found.contains("/4803"));

        assertThat(api.post("/api/v1/dead-letters/faultline.runs/3/4801/replay")).isEqualTo(409);
        assertThat(api.post("/api/v1/dead-letters/somebody.else/3/4802/replay")).isEqualTo(409);
        assertThat(api.json("/api/v1/dead-letters/faultline.runs/3/4801").path("failures").path(0).has("replayedAt"))
                .isFalse();
        assertThat(api.statusWithoutKey("/api/v1/dead-letters")).isEqualTo(401);
        assertThat(api.statusWithoutKey("/api/v1/dead-letters/faultline.runs/3/4803/replay")).isEqualTo(401);
    }

    /** Case 12. */
    @Test
    void whatIsPutBackTwiceIsKeptOnce() throws Exception {
        RunId run = begun();
        EventId id = facts.newEvent();
        DeadProducer.bury(EmbeddedHouse.open().bootstrapServers(), run, id,
                java.util.Map.of("faultline-dead-offset", "4804"));
        String path = "/api/v1/dead-letters/faultline.runs/3/4804";
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> api.status(path) == 200);
        assertThat(api.post(path + "/replay")).isEqualTo(202);
        assertThat(api.post(path + "/replay")).isEqualTo(202);
        facts.append(completed(run));
        JsonNode items = awaitEvents(run, 4);
        assertThat(items.size()).isEqualTo(4);
        assertThat(items.path(2).path("id").asString()).isEqualTo(id.toString());
    }

    @Test
    void findsTamperingInItsDatabase() throws Exception {
        try (ServiceUnderTest other = ServiceUnderTest.start(LogStreamService.class, "log-stream-service")) {
            Api there = new Api(other);
            RunId run = facts.newRun();
            IntStream.range(0, 10).forEach(_ -> facts.append(Runs.stopping(run, StopCause.ABORTED)));
            Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(
                    () -> there.json("/api/v1/runs/" + run + "/events").path("items").size() >= 10);
            assertThat(there.json("/api/v1/audit/verify").path("intact").asBoolean()).isTrue();
            assertThat(there.json("/api/v1/audit/verify?run=" + run).path("rows").asInt()).isEqualTo(10);

            JdbcTemplate jdbc = other.bean(JdbcTemplate.class);
            jdbc.execute("create table backup as select * from audit_record");
            List<String> tampering = List.of("update audit_record set value = 'x' where position = 4",
                    "update audit_record set headers = replace(headers, 'stopping', 'starting') where position = 4",
                    "delete from audit_record where position = 4",
                    "delete from audit_record where position > 4",
                    "update audit_record set position = 10000 where position = 4",
                    "update audit_record set kept_at = kept_at - interval '1 hour' where position = 4",
                    "insert into audit_record select position + 100, run_id, sequence + 100, 'forged', type, topic, topic_partition, topic_offset, headers, value, kept_at, previous, hash from audit_record where position = 4");
            for (String each : tampering) {
                jdbc.update(each);
                JsonNode verification = there.json("/api/v1/audit/verify");
                assertThat(verification.path("intact").asBoolean()).as(each).isFalse();
                assertThat(verification.path("reason").asString()).as(each).isNotBlank();
                jdbc.update("delete from audit_record");
                jdbc.update("insert into audit_record select * from backup");
            }
            assertThat(there.json("/api/v1/audit/verify").path("intact").asBoolean()).isTrue();
        }
    }

    /** Two instances on one database and one consumer group: a client hears of its run wherever it sits. */
    @Test
    void bringsFactsToClientsOfTheInstanceThatDidNotReadThem() throws Exception {
        RunId run = begun();
        try (ServiceUnderTest deaf = ServiceUnderTest.start(LogStreamService.class, "log-stream-service",
                java.util.Map.of("FAULTLINE_DB_URL",
                        service.context().getEnvironment().getRequiredProperty("FAULTLINE_DB_URL"),
                        "spring.cloud.function.definition", "dead"))) {
            try (Api.Stream stream = new Api(deaf).stream("/api/v1/runs/" + run + "/events", null)) {
                stream.next();
                stream.next();
                facts.append(completed(run));
                assertThat(stream.next().name()).isEqualTo("io.faultline.run-completed.v1");
                assertThat(stream.next()).isNull();
            }
        }
    }
}
