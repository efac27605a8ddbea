package io.faultline.experiment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.Api.Answered;
import io.faultline.testkit.EmbeddedHouse;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Facts;
import io.faultline.testkit.FaultyLink;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** Stopping one run and halting all: over the direct line, with and without Kafka. Cases 6 and 25 as this service sees them. */
class HaltIT {
    private static final String RUNS = "/api/v1/runs";
    private static final String HALT = "/api/v1/halt";
    private static final String TOLD_TO_HALT = "POST /api/v1/faults/halt";
    private static final String TOLD_TO_RELEASE = "DELETE /api/v1/faults/halt";
    private static final String TOLD_TO_STOP = "POST /api/v1/faults/stop";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final FaultyLink KAFKA = EmbeddedHouse.open().kafkaLink();
    private static PlayedInjector injector;
    private static ServiceUnderTest service;
    private static Facts facts;
    private static Api api;

    @BeforeAll
    static void open() {
        facts = Facts.open();
        injector = new PlayedInjector();
        service = ServiceUnderTest.start(ExperimentService.class, "experiment-service",
                Map.of("FAULTLINE_INJECTOR_URL", injector.url(), "FAULTLINE_INJECTOR_PATIENCE", "2s",
                        "FAULTLINE_KAFKA", KAFKA.address()));
        api = new Api(service);
        awaitInjectorKnows();
    }

    @AfterAll
    static void close() {
        service.close();
        injector.close();
        facts.close();
    }

    @BeforeEach
    void forget() {
        injector.forget();
    }

    @AfterEach
    void release() {
        KAFKA.heal();
        api.send("DELETE", HALT, "{\"reason\":\"the test is over\"}", Map.of());
        awaitInjectorKnows();
    }

    @Test
    void anAbortTellsTheInjectorDirectlyAndSaysWhatItAnswered() {
        injector.answers("""
                         {"reverted":2,"failed":[{"run":"r","fault":"f","trouble":"it is gone",
                         "manualUndo":"kill -CONT 4711","addedLater":1}]}""");
        RunId run = requested("aborted-directly");
        Answered answer = api.post(RUNS + "/" + run + "/abort", "{\"reason\":\"customers complain\"}");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("/injector")).isEqualTo("reached");
        assertThat(answer.json().at("/faults/reverted").asInt()).isEqualTo(2);
        assertThat(answer.text("/faults/failed/0/manualUndo")).isEqualTo("kill -CONT 4711");
        assertThat(answer.text("/links/self")).isEqualTo(RUNS + "/" + run);
        PlayedInjector.Told told = injector.told(TOLD_TO_STOP).getFirst();
        assertThat(told.body().path("run").asString()).isEqualTo(run.toString());
        assertThat(told.body().path("reason").asString()).isEqualTo("customers complain");
        assertThat(told.key()).isEqualTo(service.authorization());
        assertThat(facts.await(run, AbortRequested.class).halt()).isFalse();
    }

    @Test
    void anAbortIsTakenAlsoWhenTheInjectorIsSilentAndSaysSo() throws Exception {
        RunId run = requested("aborted-in-silence");
        try (AutoCloseable _ = injector.silent()) {
            Answered answer = api.send("POST", RUNS + "/" + run + "/abort", null, Map.of("Idempotency-Key", "silent"));
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.text("/injector")).startsWith("unreachable: no answer within");
            assertThat(answer.json().has("faults")).isFalse();
            assertThat(api.send("POST", RUNS + "/" + run + "/abort", null, Map.of("Idempotency-Key", "silent")).body())
                    .isEqualTo(answer.body());
        }
        assertThat(facts.await(run, AbortRequested.class).requestedBy()).isEqualTo("api");
    }

    /** Case 6: the way by Kafka is cut, and a stop reaches the injector all the same. */
    @Test
    void stopsAndHaltsWithoutKafkaAndTellsKafkaAfterwards() {
        RunId stopped = requested("stopped-without-kafka");
        RunId halted = requested("halted-without-kafka");
        KAFKA.cut();
        assertThat(api.post(RUNS + "/" + stopped + "/abort", null).text("/injector")).isEqualTo("reached");
        Answered halt = halt("INC-991");
        assertThat(halt.status()).isEqualTo(200);
        assertThat(halt.text("/injector")).isEqualTo("reached");
        assertThat(injector.told(TOLD_TO_STOP)).hasSize(1);
        assertThat(injector.told(TOLD_TO_HALT)).hasSize(1);
        assertThat(facts.all(halted, AbortRequested.class)).isEmpty();
        KAFKA.heal();
        assertThat(facts.await(halted, AbortRequested.class).halt()).isTrue();
        assertThat(facts.await(stopped, AbortRequested.class).halt()).isFalse();
        assertThat(facts.all(stopped, AbortRequested.class)).hasSize(1);
    }

    /** Case 25: who and why; 0 starts; the release is audited. */
    @Test
    void whileHaltedNothingStartsAndTheRefusalSaysWhoAndWhy() {
        RunId open = requested("open");
        injector.answers("{\"reverted\":7,\"failed\":[]}");
        Instant before = Instant.now();
        Answered halt = halt("INC-991: checkout is down");
        assertThat(halt.json().at("/runsStopped").asInt()).isPositive();
        assertThat(halt.json().at("/faults/reverted").asInt()).isEqualTo(7);
        assertThat(Instant.parse(halt.text("/since"))).isBetween(before.minusMillis(1), Instant.now());
        AbortRequested abort = facts.await(open, AbortRequested.class);
        assertThat(abort.halt()).isTrue();
        assertThat(abort.reason()).isEqualTo("INC-991: checkout is down");
        facts.append(Runs.stopping(open, StopCause.HALTED));
        Awaitility.await("the run shows why it stops").atMost(PATIENCE)
                .until(() -> api.get(RUNS + "/" + open).text("/stopCause").equals("halted"));
        assertThat(api.get(RUNS + "?phase=Stopping").body()).contains(open.toString());

        Answered refused = api.post(RUNS, json("refused"));
        assertThat(refused.status()).isEqualTo(423);
        assertThat(refused.text("/type")).endsWith("/halted");
        assertThat(refused.text("/detail")).contains("INC-991: checkout is down", "by api", halt.text("/since"),
                "DELETE /api/v1/halt");
        assertThat(api.get("/api/v1/experiments?name=refused").json().path("items"))
                .as("nothing is kept of a refused request").isEmpty();

        Answered again = halt("someone else too");
        assertThat(again.text("/since")).isEqualTo(halt.text("/since"));
        assertThat(again.text("/reason")).isEqualTo("INC-991: checkout is down");
        JsonNode state = api.get(HALT).json();
        assertThat(state.path("halted").asBoolean()).isTrue();
        assertThat(state.path("injectorKnows").asBoolean()).isTrue();

        Answered released = api.send("DELETE", HALT, "{\"reason\":\"checkout is back\"}", Map.of());
        assertThat(released.text("/releasedBy")).isEqualTo("api");
        assertThat(released.text("/releaseReason")).isEqualTo("checkout is back");
        assertThat(injector.told(TOLD_TO_RELEASE).getLast().body().path("reason").asString())
                .isEqualTo("checkout is back");
        JsonNode history = api.get(HALT).json();
        assertThat(history.path("halted").asBoolean()).isFalse();
        assertThat(history.at("/history/0/reason").asString()).isEqualTo("INC-991: checkout is down");
        assertThat(history.at("/history/0/releaseReason").asString()).isEqualTo("checkout is back");
        assertThat(api.send("DELETE", HALT, "{\"reason\":\"once more\"}", Map.of()).status()).isEqualTo(404);
        assertThat(api.post(RUNS, json("refused")).status()).isEqualTo(202);
    }

    @Test
    void whatAScheduleFiresWhileHaltedIsEndedAtOnceAndItsLogSaysWhy() {
        halt("night shift");
        RunId run = facts.newRun();
        facts.append(RunStory.of(run, Experiments.payments()).requestedBySchedule());
        AbortRequested abort = facts.await(run, AbortRequested.class);
        assertThat(abort.halt()).isTrue();
        assertThat(abort.reason()).contains("night shift");
        RunId after = facts.newRun();
        api.send("DELETE", HALT, "{\"reason\":\"morning\"}", Map.of());
        facts.append(RunStory.of(after, Experiments.payments()).requestedBySchedule());
        Awaitility.await().atMost(PATIENCE).until(() -> api.get(RUNS + "/" + after).status() == 200);
        assertThat(facts.all(after, AbortRequested.class)).isEmpty();
    }

    @Test
    void tellsTheInjectorAgainUntilItKnows() {
        injector.goAway();
        Answered halt = halt("in its absence");
        assertThat(halt.status()).isEqualTo(200);
        assertThat(halt.text("/injector")).startsWith("unreachable: ");
        assertThat(api.get(HALT).json().path("injectorKnows").asBoolean()).isFalse();
        injector.comeBack();
        awaitInjectorKnows();
        assertThat(injector.told(TOLD_TO_HALT).getLast().body().path("reason").asString())
                .isEqualTo("in its absence");
        injector.goAway();
        assertThat(api.send("DELETE", HALT, "{\"reason\":\"still absent\"}", Map.of()).text("/injector"))
                .startsWith("unreachable: ");
        injector.comeBack();
        awaitInjectorKnows();
        assertThat(injector.told(TOLD_TO_RELEASE)).isNotEmpty();
    }

    @Test
    void aHaltOutlastsARestartAndTheInjectorIsToldAnew() {
        halt("before the restart");
        injector.forget();
        service.restart();
        api = new Api(service);
        assertThat(api.post(RUNS, json("after-restart")).status()).isEqualTo(423);
        awaitInjectorKnows();
        assertThat(injector.told(TOLD_TO_HALT)).isNotEmpty();
        assertThat(injector.told(TOLD_TO_RELEASE)).isEmpty();
    }

    @Test
    void endsManyRunsAtOnce() {
        List<RunId> open = IntStream.range(0, 600).mapToObj(_ -> facts.newRun()).toList();
        open.forEach(run -> facts.append(Runs.requested(run, Experiments.any())));
        Awaitility.await().atMost(PATIENCE).until(() -> api.get(RUNS + "/" + open.getLast()).status() == 200
                && api.get(RUNS + "/" + open.getFirst()).status() == 200);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(open)
                .allMatch(run -> api.get(RUNS + "/" + run).status() == 200));
        long start = System.nanoTime();
        Answered halt = halt("all of them");
        System.out.printf("halt of %d open runs answered within %d ms%n", halt.json().path("runsStopped").asInt(),
                Duration.ofNanos(System.nanoTime() - start).toMillis());
        assertThat(halt.json().path("runsStopped").asInt()).isGreaterThanOrEqualTo(600);
        open.forEach(run -> assertThat(facts.await(run, AbortRequested.class).halt()).isTrue());
    }

    /** A run is refused, as too much at once also is, or ended: none slips between the halt's look and its own commit. */
    @Test
    void noRunSlipsThroughWhileAHaltBegins() throws Exception {
        List<Callable<Answered>> calls = new ArrayList<>();
        IntStream.range(0, 60).forEach(i -> calls.add(() -> api.post(RUNS, json("slips-" + i % 10))));
        calls.add(20, () -> halt("in the middle"));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answered>> answers = threads.invokeAll(calls);
            assertThat(answers.get(20).get().status()).as("the halt, which has a lane of its own").isEqualTo(200);
            for (Future<Answered> answer : answers) {
                assertThat(answer.get().status()).isIn(200, 202, 423, 429);
                if (answer.get().status() == 202) {
                    RunId run = RunId.parse(answer.get().text("/run"));
                    assertThatCode(() -> facts.await(run, AbortRequested.class)).as("run %s", run)
                            .doesNotThrowAnyException();
                }
            }
        }
    }

    @Test
    void neitherHaltsNorReleasesWithoutAReason() {
        for (String body : new String[]{null, "{}", "{\"reason\":\" \"}", "[", "null",
                "{\"reason\":\"" + "x".repeat(1001) + "\"}"}) {
            assertThat(api.post(HALT, body).status()).as("%s", body).isEqualTo(400);
            assertThat(api.send("DELETE", HALT, body, Map.of()).status()).as("%s", body).isEqualTo(400);
        }
        assertThat(api.get(HALT).json().path("halted").asBoolean()).isFalse();
    }

    private static void awaitInjectorKnows() {
        Awaitility.await("the injector knows").atMost(PATIENCE)
                .until(() -> api.get(HALT).json().path("injectorKnows").asBoolean());
    }

    private static Answered halt(String reason) {
        return api.post(HALT, Wire.mapper().writeValueAsString(Map.of("reason", reason)));
    }

    private static RunId requested(String name) {
        Answered asked = api.post(RUNS, json(name));
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        return RunId.parse(asked.text("/run"));
    }

    private static String json(String name) {
        return Wire.mapper().writeValueAsString(
                Experiment.of(new Metadata(name, null, List.of()), Experiments.any().spec()));
    }
}
