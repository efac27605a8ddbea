package io.faultline.scheduler;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.HypothesisStrategy;
import io.faultline.contracts.ids.ExperimentId;
import io.faultline.contracts.ids.Ids;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.ScheduleId;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.wire.Wire;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Facts;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class SchedulesIT {
    /** Settles at once: nothing is done and nothing is measured. */
    private static final Experiment NOTHING = Experiments.guarded("nothing", HypothesisStrategy.BEFORE, List.of());

    private static String body(String cron, String zone, boolean enabled) {
        return Wire.mapper().writeValueAsString(Map.of("experimentId", new ExperimentId(new UUID(0, 1)), "revision", 1,
                "experiment", NOTHING, "cron", cron, "zone", zone, "enabled", enabled));
    }

    private static HttpResponse<String> call(ServiceUnderTest scheduler, String method, String path, String body,
            String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(scheduler.baseUrl().resolve(path))
                .header("Authorization", scheduler.authorization()).header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Wire.mapper().readTree(response.body());
    }

    @Test
    void keepsSchedulesOverHttp() {
        try (ServiceUnderTest scheduler = ServiceUnderTest.start(SchedulerService.class, "scheduler-service")) {
            HttpResponse<String> made = call(scheduler, "POST", "/api/v1/schedules",
                    body("30 2 * * *", "Europe/Berlin", true));
            assertThat(made.statusCode()).isEqualTo(201);
            assertThat(made.headers().firstValue("ETag")).contains("\"1\"");
            String id = json(made).path("id").asString();
            assertThat(made.headers().firstValue("Location")).contains("/api/v1/schedules/" + id);

            assertThat(json(call(scheduler, "GET", "/api/v1/schedules/" + id, "")).path("experiment").path("kind")
                    .asString())
                    .isEqualTo("Experiment");
            assertThat(json(call(scheduler, "GET", "/api/v1/schedules/" + id + "/firings", "")).path("firings"))
                    .hasSize(10);

            String disabled = body("30 2 * * *", "UTC", false);
            assertThat(call(scheduler, "PUT", "/api/v1/schedules/" + id, disabled).statusCode()).isEqualTo(428);
            assertThat(call(scheduler, "PUT", "/api/v1/schedules/" + id, disabled, "If-Match", "\"7\"").statusCode())
                    .isEqualTo(412);
            HttpResponse<String> changed = call(scheduler, "PUT", "/api/v1/schedules/" + id, disabled, "If-Match",
                    "\"1\"");
            assertThat(changed.headers().firstValue("ETag")).contains("\"2\"");
            assertThat(json(changed).has("nextFiring")).isFalse();

            call(scheduler, "POST", "/api/v1/schedules", disabled);
            JsonNode first = json(call(scheduler, "GET", "/api/v1/schedules?limit=1", ""));
            assertThat(first.path("items")).hasSize(1);
            JsonNode second = json(
                    call(scheduler, "GET", "/api/v1/schedules?limit=1&after=" + first.path("next").asString(), ""));
            assertThat(second.path("items")).hasSize(1);
            assertThat(second.has("next")).isFalse();

            assertThat(call(scheduler, "DELETE", "/api/v1/schedules/" + id, "").statusCode()).isEqualTo(204);
            assertThat(call(scheduler, "GET", "/api/v1/schedules/" + id, "").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void namesTheFieldsThatAreWrong() {
        try (ServiceUnderTest scheduler = ServiceUnderTest.start(SchedulerService.class, "scheduler-service")) {
            HttpResponse<String> refused = call(scheduler, "POST", "/api/v1/schedules",
                    body("every day", "Nowhere/Land", true));
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/problem+json");
            assertThat(json(refused).path("errors").valueStream().map(error -> error.path("pointer").asString()))
                    .containsExactlyInAnyOrder("/cron", "/zone");
            assertThat(json(call(scheduler, "POST", "/api/v1/schedules", "{}")).path("errors")).hasSize(4);
            assertThat(call(scheduler, "POST", "/api/v1/schedules",
                    body("@hourly", "UTC", true).replace("\"metadata\":{",
                            "\"metadata\":{\"description\":\"" + "x".repeat(300_000) + "\","))
                    .statusCode()).isEqualTo(413);
        }
    }

    @Test
    void twoSchedulersFireEveryTickOnceThoughOneIsKilled() throws Exception {
        ServiceUnderTest one = ServiceUnderTest.start(SchedulerService.class, "scheduler-service");
        String group = "spring.cloud.stream.bindings.facts-in-0.group";
        Map<String, String> shared = Map.of("FAULTLINE_DB_URL", property(one, "FAULTLINE_DB_URL"), group,
                property(one, group));
        try (Facts facts = Facts.open();
                ServiceUnderTest other = ServiceUnderTest.start(SchedulerService.class, "scheduler-service",
                        shared)) {
            JdbcClient jdbc = other.bean(JdbcClient.class);
            List<ScheduleId> schedules = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                schedules.add(ScheduleId.parse(
                        json(call(i % 2 == 0 ? one : other, "POST", "/api/v1/schedules",
                                body("*/2 * * * * *", "UTC", true)))
                                .path("id").asString()));
            }
            awaitTicks(jdbc, 100);
            one.bean(DataSource.class).unwrap(AutoCloseable.class).close();
            one.close();
            awaitTicks(jdbc, 200);
            schedules.forEach(id -> call(other, "DELETE", "/api/v1/schedules/" + id, ""));
            schedules.forEach(id -> assertEachOnce(facts, id, ticks(jdbc, id)));
            Awaitility.await().atMost(Duration.ofSeconds(30))
                    .until(() -> jdbc.sql("""
                                          select count(*) from schedule_tick where run_id not in
                                              (select id from run where settled_at is not null)""")
                            .query(Integer.class).single() == 0);
        }
    }

    /** Case 15: a schedule deleted or paused at the very moment it fires has fired, or not, and never does later. */
    @Test
    void neverFireAfterTheyWereDeletedOrPausedThoughThatWasWhileTheyFired() throws Exception {
        ServiceUnderTest one = ServiceUnderTest.start(SchedulerService.class, "scheduler-service");
        String group = "spring.cloud.stream.bindings.facts-in-0.group";
        Map<String, String> shared = Map.of("FAULTLINE_DB_URL", property(one, "FAULTLINE_DB_URL"), group,
                property(one, group));
        try (one;
                Facts facts = Facts.open();
                ServiceUnderTest other = ServiceUnderTest.start(SchedulerService.class, "scheduler-service",
                        shared)) {
            JdbcClient jdbc = other.bean(JdbcClient.class);
            List<ScheduleId> schedules = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                schedules.add(ScheduleId.parse(made(one, body("* * * * * *", "UTC", true))));
            }
            Map<ScheduleId, List<Instant>> fired = new HashMap<>();
            for (int i = 0; i < schedules.size(); i++) {
                ServiceUnderTest asked = i % 2 == 0 ? one : other;
                String path = "/api/v1/schedules/" + schedules.get(i);
                Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1))
                        .until(() -> Instant.now().getNano() / 1_000_000 < 40);
                int status = i % 3 == 0
                        ? call(asked, "PUT", path, body("* * * * * *", "UTC", false), "If-Match", "*").statusCode()
                        : call(asked, "DELETE", path, "").statusCode();
                assertThat(status).isBetween(200, 204);
                fired.put(schedules.get(i), ticks(jdbc, schedules.get(i)));
            }
            Awaitility.await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).until(
                    () -> schedules.stream().allMatch(id -> ticks(jdbc, id).equals(fired.get(id))));
            for (ScheduleId id : schedules) {
                for (Instant tick : fired.get(id)) {
                    Awaitility.await().until(() -> facts.all(Ids.runOf(id, tick), ExperimentRequested.class)
                            .size() == 1);
                }
            }
        }
    }

    @Test
    void oneScheduleThatCannotBeFiredIsDisabledAndHoldsUpNoOther() {
        try (ServiceUnderTest scheduler = ServiceUnderTest.start(SchedulerService.class, "scheduler-service")) {
            JdbcClient jdbc = scheduler.bean(JdbcClient.class);
            String everySecond = body("* * * * * *", "UTC", true);
            String bad = made(scheduler, body("0 0 1 1 *", "UTC", true));
            String nowhere = made(scheduler, body("0 0 1 1 *", "UTC", true));
            jdbc.sql("""
                     update schedule set experiment = '{"kind": "Nonsense"}', next_tick = now() - interval '1 minute'
                     where id = ?::uuid""").param(bad).update();
            jdbc.sql(
                    "update schedule set zone = 'Mars/Base', next_tick = now() - interval '1 minute' where id = ?::uuid")
                    .param(nowhere).update();
            ScheduleId good = ScheduleId.parse(made(scheduler, everySecond));
            Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> ticks(jdbc, good).size() >= 2);

            for (String id : List.of(bad, nowhere)) {
                JsonNode shown = json(call(scheduler, "GET", "/api/v1/schedules/" + id, ""));
                assertThat(shown.path("enabled").asBoolean()).isFalse();
                assertThat(shown.path("trouble").asString()).contains("could not be fired");
                assertThat(ticks(jdbc, ScheduleId.parse(id))).isEmpty();
            }
            assertThat(json(call(scheduler, "GET", "/api/v1/schedules", "")).path("items")).hasSize(3);
            assertThat(call(scheduler, "GET", "/actuator/prometheus", "").body())
                    .contains("faultline_schedules_disabled_total 2");

            HttpResponse<String> mended = call(scheduler, "PUT", "/api/v1/schedules/" + bad, everySecond, "If-Match",
                    "\"2\"");
            assertThat(mended.statusCode()).isEqualTo(200);
            assertThat(json(mended).has("trouble")).isFalse();
            Awaitility.await().atMost(Duration.ofSeconds(10))
                    .until(() -> !ticks(jdbc, ScheduleId.parse(bad)).isEmpty());
        }
    }

    private static String made(ServiceUnderTest scheduler, String body) {
        return json(call(scheduler, "POST", "/api/v1/schedules", body)).path("id").asString();
    }

    private static String property(ServiceUnderTest scheduler, String name) {
        return scheduler.context().getEnvironment().getRequiredProperty(name);
    }

    @Test
    void describesItselfAndCountsWhatItDoes() {
        try (ServiceUnderTest scheduler = ServiceUnderTest.start(SchedulerService.class, "scheduler-service")) {
            assertThat(call(scheduler, "GET", "/v3/api-docs", "").body()).contains("/api/v1/schedules/{id}");
            assertThat(call(scheduler, "GET", "/actuator/prometheus", "").body())
                    .contains("faultline_runs_active 0", "faultline_run_steps_due_total");
        }
    }

    private static void awaitTicks(JdbcClient jdbc, int count) {
        Awaitility.await().atMost(Duration.ofSeconds(40)).until(
                () -> jdbc.sql("select count(*) from schedule_tick").query(Integer.class).single() >= count);
    }

    private static List<Instant> ticks(JdbcClient jdbc, ScheduleId id) {
        return jdbc.sql("select tick from schedule_tick where schedule_id = ? order by tick").param(id.value())
                .query((row, _) -> row.getTimestamp(1).toInstant()).list();
    }

    private static void assertEachOnce(Facts facts, ScheduleId schedule, List<Instant> ticks) {
        for (int i = 0; i < ticks.size(); i++) {
            assertThat(ticks.get(i)).isEqualTo(ticks.getFirst().plusSeconds(2L * i));
            RunId run = Ids.runOf(schedule, ticks.get(i));
            Awaitility.await().until(() -> !facts.all(run, ExperimentRequested.class).isEmpty());
            assertThat(facts.all(run, ExperimentRequested.class)).hasSize(1);
        }
    }
}
