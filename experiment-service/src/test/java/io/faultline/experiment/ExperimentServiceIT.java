package io.faultline.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.stream.Stream;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.ids.EventId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.Api.Answered;
import io.faultline.formats.ExperimentFile;
import io.faultline.testkit.Experiments;
import io.faultline.testkit.Facts;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class ExperimentServiceIT {
    private static final String EXPERIMENTS = "/api/v1/experiments";
    private static final String RUNS = "/api/v1/runs";
    private static ServiceUnderTest service;
    private static Facts facts;
    private static Api api;

    @BeforeAll
    static void open() {
        facts = Facts.open();
        service = ServiceUnderTest.start(ExperimentService.class, "experiment-service");
        api = new Api(service);
    }

    @AfterAll
    static void close() {
        service.close();
        facts.close();
    }

    @Test
    void keepsAnExperimentAndShowsItInBothForms() {
        Answered created = api.post(EXPERIMENTS, json("both-forms"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("ETag")).isEqualTo("\"1\"");
        String path = created.header("Location");
        assertThat(path).isEqualTo(EXPERIMENTS + "/" + created.text("/id"));

        assertThat(api.get(path).json()).isEqualTo(created.json());
        Answered yaml = api.send("GET", path, null, Map.of("Accept", "application/yaml"));
        assertThat(yaml.header("Content-Type")).startsWith("application/yaml");
        assertThat(yaml.body()).isEqualTo(ExperimentFile.write(named("both-forms")));
        assertThat(api.send("GET", path, null, Map.of("If-None-Match", "\"1\"")).status()).isEqualTo(304);

        Answered fromYaml = api.send("POST", EXPERIMENTS, yaml.body().replace("both-forms", "from-yaml"),
                Map.of("Content-Type", "application/yaml"));
        assertThat(fromYaml.status()).isEqualTo(201);
        assertThat(fromYaml.json().at("/experiment/spec")).isEqualTo(created.json().at("/experiment/spec"));
    }

    @Test
    void takesAManifestOfHarnessAndLitmusAndSaysWhereItIsWrong() {
        String manifest = """
                          apiVersion: litmuschaos.io/v1alpha1
                          kind: ChaosEngine
                          metadata: {name: from-a-manifest}
                          spec:
                            appinfo: {appns: shop, applabel: app=cart, appkind: deployment}
                            experiments:
                              - name: pod-delete
                                spec: {components: {env: [{name: FORCE, value: "false"}]}}
                          """;
        Map<String, String> yaml = Map.of("Content-Type", "application/yaml");
        Answered created = api.send("POST", EXPERIMENTS, manifest, yaml);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().at("/experiment/spec/stages/0/faults/0/type").asString()).isEqualTo("pod-delete");
        Answered refused = api.send("POST", EXPERIMENTS, manifest.replace("pod-delete", "node-restart"), yaml);
        assertThat(refused.status()).isEqualTo(400);
        isProblem(refused);
        assertThat(refused.json().at("/errors/0/line").asInt()).isEqualTo(7);
        assertThat(refused.json().at("/errors/0/message").asString()).contains("there is no fault 'node-restart' here");
    }

    @Test
    void aNameIsFreeAgainOnlyWhenItsExperimentIsForgotten() {
        Answered first = api.post(EXPERIMENTS, json("taken"));
        assertThat(api.post(EXPERIMENTS, json("taken")).status()).isEqualTo(409);
        String path = first.header("Location");
        assertThat(api.send("DELETE", path, null, Map.of("If-Match", "\"9\"")).status()).isEqualTo(412);
        assertThat(api.send("DELETE", path, null, Map.of("If-Match", "\"1\"")).status()).isEqualTo(204);
        assertThat(api.get(path).status()).isEqualTo(404);
        assertThat(api.send("DELETE", path, null, Map.of()).status()).isEqualTo(404);
        assertThat(api.post(path + "/runs", null).status()).isEqualTo(404);
        assertThat(api.post(EXPERIMENTS, json("taken")).status()).isEqualTo(201);
    }

    @Test
    void anUpdateIsANewRevisionAndNeverLosesAnothers() {
        String path = api.post(EXPERIMENTS, json("revised")).header("Location");
        String changed = json("revised").replace("\"tags\":[]", "\"tags\":[\"changed\"]");
        assertThat(api.send("PUT", path, changed, Map.of()).status()).isEqualTo(428);
        Answered updated = api.send("PUT", path, changed, Map.of("If-Match", "\"1\""));
        assertThat(updated.status()).isEqualTo(200);
        assertThat(updated.header("ETag")).isEqualTo("\"2\"");
        assertThat(api.send("PUT", path, json("revised"), Map.of("If-Match", "\"1\"")).status()).isEqualTo(412);
        assertThat(api.send("PUT", path, json("revised"), Map.of("If-Match", "nonsense")).status()).isEqualTo(412);
        assertThat(api.send("PUT", path, changed, Map.of("If-Match", "\"2\"")).header("ETag")).isEqualTo("\"2\"");
        assertThat(api.send("PUT", path, json("revised"), Map.of("If-Match", "*")).header("ETag")).isEqualTo("\"3\"");
        assertThat(api.get(path + "/revisions/2").text("/tags/0")).isEqualTo("changed");
        assertThat(api.get(path + "/revisions/1").json().at("/tags")).isEmpty();
        assertThat(api.get(path + "/revisions/4").status()).isEqualTo(404);
        api.post(EXPERIMENTS, json("revised-too"));
        assertThat(api.send("PUT", path, json("revised-too"), Map.of("If-Match", "*")).status()).isEqualTo(409);
    }

    @Test
    void listsExperimentsPageByPage() {
        IntStream.range(0, 5).forEach(i -> api.post(EXPERIMENTS, json("paged-" + i).replace("\"tags\":[]",
                "\"tags\":[\"" + (i % 2 == 0 ? "even" : "odd") + "\"]")));
        assertThat(pages(EXPERIMENTS + "?name=paged-&limit=2", "/name")).containsExactly("paged-4", "paged-3",
                "paged-2",
                "paged-1", "paged-0");
        assertThat(pages(EXPERIMENTS + "?name=paged-&tag=odd", "/name")).containsExactly("paged-3", "paged-1");
    }

    @Test
    void aRequestedRunIsAnnouncedWithTheFrozenExperiment() {
        Answered created = api.post(EXPERIMENTS, json("announced"));
        Answered asked = api.post(created.header("Location") + "/runs", null);
        assertThat(asked.status()).isEqualTo(202);
        RunId run = RunId.parse(asked.text("/run"));
        assertThat(asked.header("Location")).isEqualTo(RUNS + "/" + run);
        ExperimentRequested requested = facts.await(run, ExperimentRequested.class);
        assertThat(requested.experiment()).isEqualTo(named("announced"));
        assertThat(requested.revision()).isEqualTo(1);
        Answered shown = api.get(RUNS + "/" + run);
        assertThat(shown.text("/phase")).isEqualTo("Queued");
        assertThat(shown.text("/experimentName")).isEqualTo("announced");
        assertThat(shown.text("/faults/0/state")).isEqualTo("pending");
        assertThat(api.send("DELETE", created.header("Location"), null, Map.of()).status()).isEqualTo(204);
        assertThat(api.get(RUNS + "/" + run).status()).isEqualTo(200);
    }

    @Test
    void anExperimentSentToBeRunIsKeptUnderItsName() {
        Answered first = api.post(RUNS, json("inline"));
        Answered same = api.post(RUNS, json("inline"));
        Answered changed = api.post(RUNS, json("inline").replace("\"tags\":[]", "\"tags\":[\"new\"]"));
        assertThat(List.of(first.status(), same.status(), changed.status())).containsOnly(202);
        assertThat(List.of(first.text("/revision"), same.text("/revision"), changed.text("/revision")))
                .containsExactly("1", "1", "2");
        assertThat(List.of(first, same, changed)).extracting(answer -> answer.text("/experimentId")).hasSize(3)
                .containsOnly(first.text("/experimentId"));
        assertThat(List.of(first, same, changed)).extracting(answer -> answer.text("/run")).doesNotHaveDuplicates();
        assertThat(pages(RUNS + "?limit=1&experiment=" + first.text("/experimentId"), "/run"))
                .containsExactly(changed.text("/run"), same.text("/run"), first.text("/run"));
        assertThat(pages(RUNS + "?phase=Error&experiment=" + first.text("/experimentId"), "/run")).isEmpty();
        assertThat(pages(RUNS + "?since=" + Instant.now().plusSeconds(60), "/run")).isEmpty();
    }

    @Test
    void manyAtOnceUnderANewNameAreOneExperiment() throws Exception {
        List<Answered> answers = atOnce(20, i -> () -> api.post(RUNS, json("rush")));
        assertThat(answers).extracting(Answered::status).containsOnly(202);
        assertThat(answers).extracting(answer -> answer.text("/experimentId") + answer.text("/revision")).hasSize(20)
                .allMatch(answers.getFirst().text("/experimentId").concat("1")::equals);
    }

    /** Case 13: one is answered, those beside it are told that it is in flight, what it was answered, or that it is too much. */
    @Test
    void fiftyRequestsWithOneKeyAreOneRun() throws Exception {
        Map<String, String> key = Map.of("Idempotency-Key", "fifty");
        List<Answered> answers = atOnce(50, i -> () -> api.send("POST", RUNS, json("fifty"), key));
        assertThat(answers).extracting(Answered::status).contains(202).isSubsetOf(202, 409, 429);
        List<Answered> inFlight = answers.stream().filter(answer -> answer.status() == 409).toList();
        assertThat(inFlight).allMatch(answer -> answer.text("/type").endsWith("/idempotency-key-in-flight")
                && answer.header("Retry-After").equals("1"));
        List<Answered> given = new ArrayList<>(answers.stream().filter(answer -> answer.status() == 202).toList());
        assertThat(given.stream().filter(answer -> answer.header("Idempotency-Replayed").isEmpty())).hasSize(1);
        given.add(api.send("POST", RUNS, json("fifty"), key));
        assertThat(given.getLast().header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(given.stream().map(Answered::body).distinct()).hasSize(1);
        assertThat(given.stream().map(answer -> answer.header("Location")).distinct()).hasSize(1);
        assertThat(pages(RUNS + "?experiment=" + given.getFirst().text("/experimentId"), "/run")).hasSize(1);
        assertThat(api.send("POST", RUNS, json("fifty-one"), key).status()).isEqualTo(422);
        assertThat(api.send("POST", EXPERIMENTS, json("fifty"), key).status()).isEqualTo(422);
    }

    @Test
    void everyPostCanBeSentAgain() {
        Answered created = again(EXPERIMENTS, json("again"));
        Answered asked = again(created.header("Location") + "/runs", null);
        again(RUNS + "/" + asked.text("/run") + "/abort", "{\"reason\":\"enough\"}");
        assertThat(api.send("POST", EXPERIMENTS, "{}", Map.of("Idempotency-Key", "mended")).status()).isEqualTo(400);
        assertThat(api.send("POST", EXPERIMENTS, json("mended"), Map.of("Idempotency-Key", "mended")).status())
                .as("a refused request did nothing, so its key is free").isEqualTo(201);
    }

    @Test
    void abortsARunOnceAndAFinishedOneNever() {
        RunId run = RunId.parse(api.post(RUNS, json("aborted")).text("/run"));
        assertThat(api.post(RUNS + "/" + run + "/abort", "{\"reason\":\"customers complain\"}").status())
                .isEqualTo(202);
        assertThat(facts.await(run, AbortRequested.class).reason()).isEqualTo("customers complain");
        assertThat(api.post(RUNS + "/" + run + "/abort", null).status()).isEqualTo(202);
        RunStory.of(run, named("aborted")).facts().forEach(facts::append);
        awaitPhase(run, "Completed_With_Probe_Failure");
        assertThat(api.post(RUNS + "/" + run + "/abort", "{}").status()).isEqualTo(409);
        assertThat(facts.all(run, AbortRequested.class)).hasSize(1);
    }

    @Test
    void showsWhatCameOfARunAlsoOfOneAScheduleFired() {
        RunId run = facts.newRun();
        RunStory story = RunStory.of(run, Experiments.payments());
        facts.append(story.requestedBySchedule());
        story.facts().forEach(facts::append);
        JsonNode shown = awaitPhase(run, "Completed_With_Probe_Failure").json();
        assertThat(shown.at("/schedule").asString()).isNotEmpty();
        assertThat(shown.at("/verdict").asString()).isEqualTo("broken");
        assertThat(shown.at("/score").asDouble()).isEqualTo(66.66);
        assertThat(shown.at("/ending").asString()).isEqualTo("finished");
        assertThat(shown.at("/faults/0").path("state").asString()).isEqualTo("reverted");
        assertThat(shown.at("/faults/0/targets/0/name").asString()).isEqualTo("4711");
        assertThat(shown.at("/probes/0/outcome").asString()).isEqualTo("broken");
        assertThat(shown.at("/reasons/0").asString()).isNotEmpty();
        assertThat(shown.at("/links/events").asString()).isEqualTo(RUNS + "/" + run + "/events");
        assertThat(pages(RUNS + "?experiment=" + Runs.EXPERIMENT, "/run")).contains(run.toString());
    }

    @Test
    void whatComesAgainOrTooLateChangesNothing() {
        RunId run = facts.newRun();
        RunStory story = RunStory.of(run, Experiments.payments());
        EventId id = facts.append(story.requestedBySchedule());
        story.facts().forEach(facts::append);
        JsonNode shown = awaitPhase(run, "Completed_With_Probe_Failure").json();
        facts.append(id, story.requestedBySchedule());
        story.facts().forEach(facts::append);
        RunId marker = facts.newRun();
        IntStream.range(0, 40).forEach(_ -> facts.append(Runs.requested(facts.newRun(), Experiments.any())));
        facts.append(Runs.requested(marker, Experiments.any()));
        awaitPhase(marker, "Queued");
        Awaitility.await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(5))
                .until(() -> api.get(RUNS + "/" + run).json().equals(shown));
    }

    static Stream<Arguments> refused() {
        String nobody = "01933f1a-7c00-7a11-8b22-3c44d5e6f701";
        return Stream.of(Arguments.of("GET", EXPERIMENTS + "/" + nobody, null, 404),
                Arguments.of("GET", EXPERIMENTS + "/no-id", null, 404),
                Arguments.of("GET", EXPERIMENTS + "/" + nobody + "/revisions/1", null, 404),
                Arguments.of("GET", EXPERIMENTS + "/" + nobody + "/revisions/x", null, 400),
                Arguments.of("PUT", EXPERIMENTS + "/" + nobody, json("x"), 428),
                Arguments.of("DELETE", EXPERIMENTS + "/" + nobody, null, 404),
                Arguments.of("POST", EXPERIMENTS + "/" + nobody + "/runs", null, 404),
                Arguments.of("POST", EXPERIMENTS, "{}", 400), Arguments.of("POST", EXPERIMENTS, "", 400),
                Arguments.of("POST", EXPERIMENTS, "}{", 400), Arguments.of("POST", RUNS, "{\"kind\":\"Pod\"}", 400),
                Arguments.of("POST", EXPERIMENTS, " ".repeat(256 * 1024 + 1), 413),
                Arguments.of("PATCH", EXPERIMENTS, "{}", 405),
                Arguments.of("GET", EXPERIMENTS + "?after=nonsense", null, 400),
                Arguments.of("GET", EXPERIMENTS + "?limit=many", null, 400),
                Arguments.of("GET", RUNS + "?phase=Sleeping", null, 400),
                Arguments.of("GET", RUNS + "?since=yesterday", null, 400),
                Arguments.of("GET", RUNS + "?experiment=x", null, 404),
                Arguments.of("GET", RUNS + "/" + nobody, null, 404),
                Arguments.of("POST", RUNS + "/" + nobody + "/abort", null, 404),
                Arguments.of("POST", RUNS + "/" + nobody + "/abort", "[", 400),
                Arguments.of("GET", "/api/v1/nothing", null, 404));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void everyNoIsAProblemWithItsRemedy(String method, String path, String body, int status) {
        Answered answer = api.send(method, path, body, Map.of());
        assertThat(answer.status()).isEqualTo(status);
        isProblem(answer);
    }

    @Test
    void refusesFormsItDoesNotKnow() {
        Answered answer = api.send("POST", EXPERIMENTS, "x", Map.of("Content-Type", "text/plain"));
        assertThat(answer.status()).isEqualTo(415);
        isProblem(answer);
    }

    @Test
    void refusesAnExperimentThatGrowsWhenItsAliasesAreWrittenOut() {
        String yaml = ExperimentFile.write(named("grows"))
                + "  configuration:\n    a: &a %s\n    b: *a\n    c: *a\n    d: *a\n".formatted("x".repeat(100_000));
        Answered answer = api.send("POST", EXPERIMENTS, yaml, Map.of("Content-Type", "application/yaml"));
        assertThat(answer.body()).contains("written out");
        assertThat(answer.status()).isEqualTo(413);
        isProblem(answer);
    }

    @Test
    void saysWhereASentExperimentIsWrong() {
        String yaml = ExperimentFile.write(named("wrong")).replace("duration:", "duratoin:");
        Answered answer = api.send("POST", EXPERIMENTS, yaml, Map.of("Content-Type", "application/yaml"));
        assertThat(answer.status()).isEqualTo(400);
        isProblem(answer);
        JsonNode error = answer.json().at("/errors/0");
        assertThat(error.path("pointer").asString()).isEqualTo("/spec/stages/0/faults/0/duratoin");
        assertThat(error.path("suggestion").asString()).isEqualTo("duration");
        assertThat(error.path("message").asString()).contains("did you mean 'duration'?");
        assertThat(yaml.lines().toList().get(error.path("line").asInt() - 1).indexOf("duratoin") + 1)
                .isEqualTo(error.path("column").asInt());
    }

    @Test
    void countsWhatIsAskedFor() {
        api.post(RUNS, json("counted"));
        assertThat(api.get("/actuator/prometheus").body()).contains("faultline_runs_requested_total",
                "faultline_run_submit_duration_seconds_count");
    }

    @Test
    void theCommittedApiDescriptionIsTheOneServed() throws IOException {
        String served = api.get("/v3/api-docs.yaml").body();
        Path committed = Path.of("openapi.yaml");
        if (Boolean.getBoolean("faultline.regenerate")) {
            Files.writeString(committed, served);
        }
        assertThat(committed).as("openapi.yaml differs from what is served; regenerate it with%n  "
                + "mvn -pl experiment-service verify -Dit.test=ExperimentServiceIT -Dfaultline.regenerate=true")
                .exists()
                .hasContent(served);
        assertThat(served).contains("openapi: 3.1");
    }

    private static void isProblem(Answered answer) {
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.text("/type")).startsWith("https://faultline.io/problems/");
        assertThat(answer.text("/title")).isNotBlank();
        assertThat(answer.json().at("/status").asInt()).isEqualTo(answer.status());
        assertThat(answer.text("/detail")).hasSizeGreaterThan(15);
    }

    private static Answered again(String path, String body) {
        Map<String, String> key = Map.of("Idempotency-Key", "again " + path);
        Answered first = api.send("POST", path, body, key);
        Answered second = api.send("POST", path, body, key);
        assertThat(first.status()).isBetween(201, 202);
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(List.of(second.status(), second.body(), second.header("Location"), second.header("ETag")))
                .isEqualTo(List.of(first.status(), first.body(), first.header("Location"), first.header("ETag")));
        return first;
    }

    private static Answered awaitPhase(RunId run, String phase) {
        return Awaitility.await("run " + run + " " + phase).atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20)).until(() -> api.get(RUNS + "/" + run),
                        answer -> answer.status() == 200 && answer.text("/phase").equals(phase));
    }

    private static List<String> pages(String path, String pointer) {
        List<String> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = api.get(path + (after.isEmpty() ? "" : "&after=" + after)).json();
            page.at("/items").forEach(item -> all.add(item.at(pointer).asString()));
            after = page.path("next").asString("");
        } while (!after.isEmpty());
        return all;
    }

    private static List<Answered> atOnce(int times, java.util.function.IntFunction<Callable<Answered>> call)
            throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answered> answers = new ArrayList<>();
            for (Future<Answered> answer : threads.invokeAll(IntStream.range(0, times).mapToObj(call).toList())) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private static Experiment named(String name) {
        return Experiment.of(new Metadata(name, null, List.of()), Experiments.any().spec());
    }

    private static String json(String name) {
        return Wire.mapper().writeValueAsString(named(name));
    }
}
