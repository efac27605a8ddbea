package io.faultline.experiment;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.NoFault;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.Api.Answered;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Facts;
import io.faultline.testkit.ServiceUnderTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What a run must pass before it starts. Case 26 as far as the API knows of it. */
class GuardsIT {
    private static final String RUNS = "/api/v1/runs";
    private static final String WINDOWS = "/api/v1/blackout-windows";
    private static final String GUARDS = "/api/v1/experiments/guards";
    private static ServiceUnderTest service;
    private static Facts facts;
    private static Api api;

    @BeforeAll
    static void open() {
        facts = Facts.open();
        service = ServiceUnderTest.start(ExperimentService.class, "experiment-service",
                Map.of("FAULTLINE_LONGEST_RUN", "30m", "FAULTLINE_LONGEST_FAULT", "5m"));
        api = new Api(service);
    }

    @AfterAll
    static void close() {
        service.close();
        facts.close();
    }

    @AfterEach
    void deleteWindows() {
        api.get(WINDOWS).json().path("items").forEach(
                window -> api.send("DELETE", WINDOWS + "/" + window.path("name").asString(), null, Map.of()));
    }

    @Test
    void keepsBlackoutWindowsUnderTheirNames() {
        String weekly = """
                        {"reason":"people work","weekly":{"days":["MONDAY","FRIDAY"],"start":"09:00","duration":"8h",
                        "zone":"Europe/Vienna"}}""";
        Answered added = put("office-hours", weekly);
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.text("/name")).isEqualTo("office-hours");
        assertThat(added.text("/setBy")).isEqualTo("api");
        assertThat(put("office-hours", weekly.replace("8h", "9h")).status()).isEqualTo(200);
        put("holidays", once(Instant.parse("2031-12-24T00:00:00Z"), Instant.parse("2031-12-27T00:00:00Z")));
        assertThat(api.get(WINDOWS).json().path("items")).extracting(window -> window.path("name").asString())
                .containsExactly("holidays", "office-hours");
        JsonNode shown = api.get(WINDOWS + "/office-hours").json();
        assertThat(shown.at("/weekly/duration").asString()).isEqualTo("9h");
        assertThat(shown.at("/weekly/zone").asString()).isEqualTo("Europe/Vienna");
        assertThat(api.get(WINDOWS + "/holidays").json().has("until")).isFalse();
        assertThat(api.send("DELETE", WINDOWS + "/holidays", null, Map.of()).status()).isEqualTo(204);
        assertThat(api.send("DELETE", WINDOWS + "/holidays", null, Map.of()).status()).isEqualTo(404);
        assertThat(api.get(WINDOWS + "/holidays").status()).isEqualTo(404);
    }

    @Test
    void saysEverythingThatIsWrongWithAWindow() {
        Answered refused = put("No", "{\"weekly\":{\"days\":[],\"duration\":\"0s\"}}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("errors")).extracting(error -> error.path("pointer").asString())
                .contains("/name", "/reason", "/weekly/days", "/weekly", "/weekly/duration");
        assertThat(put("n", "{\"reason\":\"r\",\"weekly\":{\"days\":[\"FUNDAY\"]}}").status()).isEqualTo(400);
        assertThat(put("n", "{").status()).isEqualTo(400);
    }

    @Test
    void noRunStartsInAWindowAndTheRefusalNamesItAndItsEnd() {
        Instant end = Instant.now().plusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        put("black-friday", once(Instant.now().minusSeconds(60), end));
        assertThat(api.get(WINDOWS + "/black-friday").text("/until")).isEqualTo(end.toString());
        Answered refused = api.post(RUNS, json(lasting(Duration.ofSeconds(1))));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.text("/type")).endsWith("/blackout-window");
        assertThat(refused.text("/detail")).contains("'black-friday'", end.toString(), "shoppers everywhere");

        RunId fired = facts.newRun();
        facts.append(RunStory.of(fired, Experiments.payments()).requestedBySchedule());
        AbortRequested abort = facts.await(fired, AbortRequested.class);
        assertThat(abort.halt()).isFalse();
        assertThat(abort.reason()).contains("black-friday");

        put("black-friday", once(Instant.now().minusSeconds(60), Instant.now().minusSeconds(1)));
        assertThat(api.post(RUNS, json(lasting(Duration.ofSeconds(1)))).status()).isEqualTo(202);
    }

    @Test
    void whatTakesLongerThanTheServerAllowsIsRefusedByItsPlace() {
        Answered refused = api.post(RUNS, json(lasting(Duration.ofMinutes(6))));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/type")).endsWith("/invalid-experiment");
        assertThat(refused.text("/errors/0/pointer")).isEqualTo("/spec/stages/0/faults/0/duration");
        assertThat(refused.text("/errors/0/message")).contains("5m", "FAULTLINE_LONGEST_FAULT");
        assertThat(api.post("/api/v1/experiments", json(lasting(Duration.ofMinutes(6)))).status())
                .as("it may be kept, for a server that allows it").isEqualTo(201);
    }

    @Test
    void tellsWhatEachGuardSaysAndDoesNothing() {
        put("now", once(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60)));
        Answered told = api.post(GUARDS, json(lasting(Duration.ofSeconds(90))));
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.json()).extracting(guard -> guard.path("guard").asString()).containsExactly("halt",
                "blackout-window", "max-duration", "stop-conditions", "secrets");
        assertThat(told.json()).extracting(guard -> guard.path("allowed").asBoolean()).containsExactly(true, false,
                true, true, true);
        assertThat(told.text("/2/says")).contains("at least 1m30s", "a run may take 30m and a fault 5m");
        assertThat(api.post(GUARDS, "{}").status()).isEqualTo(400);
        assertThat(api.get("/api/v1/experiments?name=guarded-90").json().path("items")).isEmpty();
    }

    private static Answered put(String name, String body) {
        return api.send("PUT", WINDOWS + "/" + name, body, Map.of());
    }

    private static String once(Instant from, Instant to) {
        return "{\"reason\":\"shoppers everywhere\",\"once\":{\"from\":\"%s\",\"to\":\"%s\"}}".formatted(from, to);
    }

    private static Experiment lasting(Duration duration) {
        ExperimentSpec any = Experiments.any().spec();
        return Experiment.of(new Metadata("guarded-" + duration.toSeconds(), null, List.of()),
                new ExperimentSpec(null, List.of(Stage.of(Fault.of("nothing", new NoFault(), duration, List.of()))),
                        null, any.blastRadius(), List.of(), Map.of(), Map.of(), null));
    }

    private static String json(Experiment experiment) {
        return Wire.mapper().writeValueAsString(experiment);
    }
}
