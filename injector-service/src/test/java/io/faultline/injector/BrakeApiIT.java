package io.faultline.injector;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.zaxxer.hikari.HikariDataSource;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.wire.Wire;
import io.faultline.injector.lease.Brake;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Faults;
import io.faultline.testkit.FaultyLink;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Stops and halts that need no Kafka. */
class BrakeApiIT {
    private static final FaultyLink LINK = EmbeddedHouse.open().kafkaLink();
    private static ServiceUnderTest service;
    private static Facts facts;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void open() {
        service = ServiceUnderTest.start(InjectorService.class, "injector-service",
                Map.of("FAULTLINE_KAFKA", LINK.address(), "faultline.injector.hand-over", false));
        facts = Facts.open();
    }

    @AfterAll
    static void close() {
        facts.close();
        service.close();
    }

    @AfterEach
    void release() throws Exception {
        LINK.heal();
        send("DELETE", "/api/v1/faults/halt", null, 204);
    }

    @Test
    void stopsARunWhileKafkaIsAway() throws Exception {
        RunId run = facts.newRun();
        try (Sleeper sleeper = Sleeper.start()) {
            facts.append(Runs.due(run, Runs.inject(sleeper.frozenFor("freeze", Duration.ofSeconds(25)))));
            facts.await(run, FaultInjected.class);
            LINK.cut();
            JsonNode report = send("POST", "/api/v1/faults/stop", Map.of("run", run, "reason", "enough"), 200);
            assertThat(sleeper.isFrozen()).as("Case 6").isFalse();
            assertThat(report.path("reverted").asInt()).isOne();
            assertThat(report.path("failed")).isEmpty();
            LINK.heal();
            assertThat(facts.await(run, FaultReverted.class).reason()).isEqualTo(RevertReason.STOPPED);
            facts.append(Runs.due(run, Runs.inject(Faults.none("later", Duration.ofSeconds(5)))));
            assertThat(facts.await(run, FaultFailed.class).refusal()).isEqualTo(Refusal.RUN_STOPPED);
        }
        assertThat(send("POST", "/api/v1/faults/stop", Map.of("run", run), 200).path("reverted").asInt()).isZero();
        send("POST", "/api/v1/faults/stop", Map.of(), 400);
    }

    /** Hundreds of faults that begin at once do that to the pool. */
    @Test
    void holdsItsLeasesAndStopsThemWhileEveryConnectionIsTaken() throws Exception {
        RunId run = facts.newRun();
        List<Connection> taken = new ArrayList<>();
        try (Sleeper sleeper = Sleeper.start()) {
            facts.append(Runs.due(run, Runs.inject(sleeper.frozenFor("freeze", Duration.ofSeconds(25)))));
            facts.await(run, FaultInjected.class);
            HikariDataSource pool = service.bean(HikariDataSource.class);
            for (int i = 0; i < pool.getMaximumPoolSize(); i++) {
                taken.add(pool.getConnection());
            }
            Awaitility.await().during(LeaseRules.TERM.plusSeconds(1)).atMost(Duration.ofSeconds(10))
                    .until(sleeper::isFrozen);
            Thread stop = Thread.ofVirtual()
                    .start(() -> service.bean(Brake.class).stop(run, "enough"));
            Awaitility.await().atMost(Duration.ofSeconds(2)).until(() -> !sleeper.isFrozen());
            for (Connection each : taken) {
                each.close();
            }
            stop.join();
        }
        assertThat(facts.await(run, FaultReverted.class).reason()).isEqualTo(RevertReason.STOPPED);
    }

    @Test
    void haltsHundredsAndLetsNoneBegin() throws Exception {
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            RunId run = facts.newRun();
            runs.add(run);
            facts.append(Runs.due(run, Runs.inject(Faults.none("nothing", Duration.ofSeconds(90)))));
        }
        for (RunId run : runs) {
            facts.await(run, FaultInjected.class, Duration.ofSeconds(60));
        }
        JsonNode report = send("POST", "/api/v1/faults/halt", Map.of("reason", "INC-991", "requestedBy", "ana"), 200);
        assertThat(report.path("reverted").asInt()).as("Case 25: %s", report).isEqualTo(500);
        System.out.println("Halting 500 faults took %s ms".formatted(report.path("tookMs")));
        assertThat(send("GET", "/api/v1/faults", null, 200).path("items")).isEmpty();
        RunId late = facts.newRun();
        facts.append(Runs.due(late, Runs.inject(Faults.none("late", Duration.ofSeconds(5)))));
        assertThat(facts.await(late, FaultFailed.class).refusal()).isEqualTo(Refusal.HALTED);
        assertThat(facts.await(runs.getLast(), FaultReverted.class).reason()).isEqualTo(RevertReason.HALTED);
        JsonNode shown = send("GET", "/api/v1/faults/halt", null, 200);
        assertThat(shown.path("halted").asBoolean()).isTrue();
        assertThat(shown.at("/halt/requestedBy").asString()).isEqualTo("ana");
        send("DELETE", "/api/v1/faults/halt", null, 204);
        RunId after = facts.newRun();
        facts.append(Runs.due(after, Runs.inject(Faults.none("after", Duration.ZERO))));
        facts.await(after, FaultReverted.class);
    }

    @Test
    void onlyWhatDidNotMendCanBeTriedAgain() throws Exception {
        RunId run = facts.newRun();
        facts.append(Runs.due(run, Runs.inject(Faults.none("nothing", Duration.ZERO))));
        facts.await(run, FaultReverted.class);
        long id = send("GET", "/api/v1/faults?state=reverted", null, 200).at("/items/0/id").asLong();
        assertThat(send("POST", "/api/v1/faults/" + id + "/revert", null, 409).path("detail").asString())
                .contains("is reverted");
        send("POST", "/api/v1/faults/99999999/revert", null, 404);
        assertThat(send("POST", "/api/v1/faults/" + id + "/acknowledge", Map.of("reason", "I looked"), 409)
                .path("detail").asString()).contains("only what is revert-failed");
        send("POST", "/api/v1/faults/99999999/acknowledge", Map.of("reason", "I looked"), 404);
    }

    @Test
    void whatWasLeftOnAMachineThatIsGoneForGoodIsOverWhenAPersonSaysSo() throws Exception {
        RunId run = facts.newRun();
        try (Sleeper sleeper = Sleeper.start()) {
            facts.append(Runs.due(run, Runs.inject(sleeper.frozenFor("freeze", Duration.ofSeconds(25)))));
            facts.await(run, FaultInjected.class);
            send("POST", "/api/v1/faults/stop", Map.of("run", run, "reason", "enough"), 200);
            facts.await(run, FaultReverted.class);
            service.bean(JdbcTemplate.class).update("""
                                                    update lease set state = 'REVERT_FAILED', host = 'gone',
                                                        trouble = 'its host is gone', tries = 1,
                                                        give_up_at = now() where run_id = ?""", run.value());
            long id = send("GET", "/api/v1/faults?state=revert-failed", null, 200).at("/items/0/id").asLong();
            send("POST", "/api/v1/faults/" + id + "/revert", null, 409);
            send("POST", "/api/v1/faults/" + id + "/acknowledge", Map.of(), 400);
            assertThat(send("POST", "/api/v1/faults/" + id + "/acknowledge",
                    Map.of("reason", "the machine was scrapped", "requestedBy", "ana"), 200).path("state").asString())
                    .isEqualTo("reverted");
            assertThat(send("GET", "/api/v1/faults?state=revert-failed", null, 200).path("items")).isEmpty();
            send("POST", "/api/v1/faults/" + id + "/acknowledge", Map.of("reason", "again"), 409);
        }
    }

    private JsonNode send(String method, String path, Object body, int expected) throws Exception {
        var publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(Wire.mapper().writeValueAsString(body));
        HttpRequest request = HttpRequest.newBuilder(service.baseUrl().resolve(path)).method(method, publisher)
                .header("Authorization", service.authorization()).header("Content-Type", "application/json").build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(expected);
        return Wire.mapper().readTree(response.body().isEmpty() ? "{}" : response.body());
    }
}
