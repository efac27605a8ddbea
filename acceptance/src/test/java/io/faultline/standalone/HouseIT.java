package io.faultline.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import io.faultline.cli.Cli;
import io.faultline.cli.Console;
import io.faultline.cli.api.Access;
import io.faultline.cli.api.FaultlineClient;
import io.faultline.cli.api.Refusal;
import io.faultline.cli.text.Terminal;
import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Metadata;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.ProcessPause;
import io.faultline.contracts.fault.ProcessTarget;
import io.faultline.contracts.wire.Wire;
import io.faultline.embedded.Durability;
import io.faultline.formats.ExperimentFile;
import io.faultline.formats.Read;
import io.faultline.shop.ShopPlan;
import io.faultline.shop.ShopProcesses;
import io.faultline.standalone.audit.HouseAuditor;
import io.faultline.testkit.Experiments;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The README's first example, whole: all services, a real Kafka and Postgres, and a shop of real processes to break. */
class HouseIT {
    private static final String KEY = DevKey.random();
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final String ENGINE = """
                                         apiVersion: litmuschaos.io/v1alpha1
                                         kind: ChaosEngine
                                         metadata: {name: nightly, generateName: nightly, namespace: shop}
                                         spec:
                                           engineState: active
                                           chaosServiceAccount: litmus
                                           appinfo: {appns: shop, applabel: app=cart, appkind: deployment}
                                           experiments:
                                             - name: pod-delete
                                               spec: {components: {env: [{name: TOTAL_CHAOS_DURATION, value: "5"}]}}
                                         """;

    @TempDir
    static Path folder;

    private static House house;
    private static FaultlineClient client;

    @BeforeAll
    static void start() {
        house = House.start(new HouseSettings(folder.resolve("data"), 0, KEY, Durability.FORGETFUL, null, null),
                part -> {});
        client = new FaultlineClient(new Access(house.address(), KEY));
        client.send("PUT", "/api/v1/proxies/payments",
                Map.of("listen", "127.0.0.1:18091", "upstream", "127.0.0.1:18081"), Map.of());
    }

    @AfterAll
    static void stop() {
        try {
            assertThat(Ledgers.of(house.description()).violations()).isEmpty();
        } finally {
            client.close();
            house.close();
        }
    }

    @Test
    void findsThatTheShopDoesNotSurviveTheOutageOfItsOnlyPayments() throws IOException {
        ShopPlan plan = ShopPlan.standard(folder.resolve("shop-1")).behindProxy();
        try (ShopProcesses shop = ShopProcesses.start(plan)) {
            JsonNode run = runToItsEnd("payments-outage.yaml");

            assertThat(run.path("phase").asString()).isEqualTo("Completed_With_Probe_Failure");
            assertThat(run.path("score").asDouble()).isZero();
            assertThat(shop.process("payments").isAlive()).isTrue();
            assertThatNothingIsBroken();
            assertThatTheLogTellsItInOrderAndUnderOneTrace(run.path("run").asString(run.path("id").asString()));
        }
    }

    @Test
    void findsThatTheShopSurvivesTheSameOutageWithASecondInstance() throws IOException {
        ShopPlan plan = ShopPlan.standard(folder.resolve("shop-2")).behindProxy().withTwoPayments();
        try (ShopProcesses _ = ShopProcesses.start(plan)) {
            JsonNode run = runToItsEnd("payments-failover.yaml");

            assertThat(run.path("phase").asString()).isEqualTo("Completed");
            assertThat(run.path("verdict").asString()).isEqualTo("held");
            assertThat(run.path("score").asDouble()).isEqualTo(100);
            assertThatNothingIsBroken();
        }
    }

    /** Case S12 in the database: what was altered by hand is found. */
    @Test
    void auditsWhatHappenedAndFindsARowThatWasAltered() throws Exception {
        String run = client.post("/api/v1/runs", Experiments.any()).path("run").asString();
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100))
                .until(() -> client.read("/api/v1/runs/" + run).has("score"));

        assertThat(audit(run, "table")).startsWith("0 ").contains("I10", "no secret is told").doesNotContain("false");

        alter("update experiment.run set score = score - 1 where id = '%s'".formatted(run));
        assertThat(audit(run, "json")).startsWith("1 ").contains("\"clean\" : false", "experiment.run");
        alter("update experiment.run set score = score + 1 where id = '%s'".formatted(run));
    }

    /** The command's exit code and what it prints. */
    private static String audit(String run, String form) {
        Map<String, String> found = house.description();
        Map<String, String> environment = Map.of("FAULTLINE_KAFKA", found.get("kafka"), "FAULTLINE_DB_URL",
                found.get("database"), "FAULTLINE_DB_USER", found.get("databaseUser"), "FAULTLINE_DB_PASSWORD",
                found.get("databasePassword"), "FAULTLINE_API_KEY", KEY);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, UTF_8), System.err, Terminal.detect(environment),
                environment, InstantSource.system());
        int code = Cli.commandLine(console, new HouseAuditor(environment, folder, InstantSource.system()), List.of())
                .execute("audit", "verify", "--run", run, "-o", form, "--address", house.address().toString());
        return code + " " + out.toString(UTF_8);
    }

    private static void alter(String sql) throws SQLException {
        Map<String, String> found = house.description();
        try (Connection connection = DriverManager.getConnection(found.get("database"), found.get("databaseUser"),
                found.get("databasePassword")); Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
        }
    }

    /** Cases 6 and 25, whole: the answer comes when the process runs again. */
    @Test
    void aHaltEndsWhatIsInForceAndNothingStartsUntilItIsReleased() throws IOException {
        Process sleeper = new ProcessBuilder("sleep", "600").start();
        try {
            String run = client.post("/api/v1/runs", freezing(sleeper.pid())).path("run").asString();
            await("it is frozen").atMost(Duration.ofSeconds(30)).until(() -> state(sleeper) == 'T');

            JsonNode halt = client.post("/api/v1/halt", Map.of("reason", "INC-991"));
            assertThat(state(sleeper)).isNotEqualTo('T');
            assertThat(halt.path("injector").asString()).isEqualTo("reached");
            assertThat(halt.path("runsStopped").asInt()).isEqualTo(1);
            assertThat(halt.at("/faults/reverted").asInt()).isEqualTo(1);
            assertThat(halt.at("/faults/failed")).isEmpty();
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> client.post("/api/v1/runs", freezing(sleeper.pid())))
                    .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(423))
                    .withMessageContaining("INC-991");
            await("the run is over").atMost(Duration.ofSeconds(30))
                    .until(() -> client.read("/api/v1/runs/" + run).has("score"));
            assertThat(client.read("/api/v1/runs/" + run).path("stopCause").asString()).isEqualTo("halted");

            client.send("DELETE", "/api/v1/halt", Map.of("reason", "it was us"), Map.of());
            String again = client.post("/api/v1/runs", freezing(sleeper.pid())).path("run").asString();
            await("it is frozen again").atMost(Duration.ofSeconds(30)).until(() -> state(sleeper) == 'T');
            JsonNode abort = client.post("/api/v1/runs/" + again + "/abort", Map.of("reason", "enough"));
            assertThat(abort.at("/faults/reverted").asInt()).isEqualTo(1);
            assertThat(state(sleeper)).isNotEqualTo('T');
            await("the run is over").atMost(Duration.ofSeconds(30))
                    .until(() -> client.read("/api/v1/runs/" + again).has("score"));
            assertThat(client.read("/api/v1/runs/" + again).path("stopCause").asString()).isEqualTo("aborted");
            assertThatNothingIsBroken();
        } finally {
            sleeper.destroyForcibly();
        }
    }

    private static Experiment freezing(long pid) {
        Fault freeze = Fault.of("freeze", new ProcessPause(ProcessTarget.withPid(pid)), Duration.ofMinutes(5),
                List.of());
        return Experiment.of(new Metadata("freeze-a-sleeper", null, List.of()),
                new ExperimentSpec(null, List.of(Stage.of(freeze)), null, BlastRadius.UNLIMITED, List.of(), Map.of(),
                        Map.of(), null));
    }

    /** As the kernel says it: S asleep, T stopped. */
    private static char state(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }

    @Test
    void letsNobodyInWithoutTheKeyButShowsItsHealth() throws Exception {
        try (HttpClient stranger = HttpClient.newHttpClient()) {
            for (String path : List.of("/api/v1/runs", "/api/v1/experiments", "/api/v1/schedules", "/api/v1/faults",
                    "/api/v1/proxies", "/api/v1/halt", "/api/v1/blackout-windows", "/api/v1/events",
                    "/api/v1/dead-letters", "/actuator/prometheus",
                    "/v3/api-docs/experiment")) {
                HttpResponse<String> answer = stranger.send(request(path), HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(path).isEqualTo(401);
                assertThat(answer.body()).as(path).contains("/unauthenticated");
            }
            assertThat(stranger.send(request("/readyz"), HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void tellsEveryMetricThatAnAlertAsksFor() throws Exception {
        String rules = Files.readString(Path.of("..", "deploy", "prometheus", "alerts.yml"));
        Set<String> asked = Pattern.compile("\\bfaultline_\\w+").matcher(rules).results().map(MatchResult::group)
                .collect(Collectors.toSet());
        StringBuilder told = new StringBuilder();
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String address : house.description().values()) {
                if (address.startsWith("http")) {
                    told.append(http.send(HttpRequest.newBuilder(URI.create(address + "/actuator/prometheus"))
                            .header("x-api-key", KEY).build(), HttpResponse.BodyHandlers.ofString()).body());
                }
            }
        }
        assertThat(asked).isNotEmpty().allSatisfy(metric -> assertThat(told.toString()).contains("\n" + metric));
    }

    /** Through the one address, as litmusctl and the web page do it: logged in, with a real run and what was said in it. */
    @Test
    void aClientOfLitmusRunsAnExperimentToItsEndAndHearsOfIt() {
        try (LitmusClient litmus = new LitmusClient(house.address(), KEY);
                LitmusClient.Subscription events = litmus.subscribe("graphql-transport-ws", LitmusClient.Shown.HEADER,
                        "subscription { getWorkflowEvents(projectID: \"p\") { workflowRunID phase } }", Map.of())) {
            String id = client.post("/api/v1/experiments", Experiments.any()).path("id").asString();
            String run = litmus.ask(
                    "mutation($id: String!) { runChaosExperiment(experimentID: $id, projectID: \"p\") { notifyID } }",
                    Map.of("id", id)).at("/runChaosExperiment/notifyID").asString();
            events.next(message -> message.at("/payload/data/getWorkflowEvents/workflowRunID").asString("").equals(run)
                    && message.at("/payload/data/getWorkflowEvents/phase").asString("").equals("Completed"));
            JsonNode shown = litmus.ask(
                    """
                    query($id: ID) { getExperimentRun(projectID: "p", notifyID: $id) { phase resiliencyScore faultsPassed totalFaults executionData } }""",
                    Map.of("id", run)).path("getExperimentRun");
            assertThat(shown.path("resiliencyScore").toString()).isEqualTo("100");
            assertThat(shown.path("faultsPassed").asInt()).isEqualTo(1);
            JsonNode data = Wire.mapper().readTree(shown.path("executionData").asString());
            assertThat(data.path("phase").asString()).isEqualTo("Completed");
            assertThat(data.path("finishedAt").asString()).matches("\\d{10}");
            JsonNode chaos = data.at("/nodes/%s-nothing/chaosData".formatted(run));
            assertThat(chaos.path("experimentVerdict").asString()).isEqualTo("Pass");
            assertThat(chaos.path("probeSuccessPercentage").asString()).isEqualTo("100");
            assertThat(chaos.at("/chaosResult/status/probeStatuses/0/status/verdict").asString()).isEqualTo("Passed");
            for (LitmusClient.Shown how : List.of(LitmusClient.Shown.FIRST_WORD, LitmusClient.Shown.COOKIE)) {
                try (LitmusClient.Subscription log = litmus.subscribe("graphql-ws", how,
                        "subscription podLog($request: PodLogRequest!) { getPodLog(request: $request) { log __typename } }",
                        Map.of("request",
                                Map.of("infraID", "own", "experimentRunID", run, "podName", "nothing", "podNamespace",
                                        "litmus", "podType", "ChaosEngine")))) {
                    assertThat(log.next(message -> message.path("type").asString().equals("data"))
                            .at("/payload/data/getPodLog/log").asString()).contains("nothing");
                    log.next(message -> message.path("type").asString().equals("complete"));
                }
            }
        }
    }

    @Test
    void aTimedExperimentOfLitmusIsStartedAndStoppedAtTheScheduler() {
        String create = """
                        mutation($r: ChaosExperimentRequest!) { createChaosExperiment(request: $r, projectID: "p") { experimentID } }""";
        Map<String, Object> wanted = new HashMap<>(Map.of("experimentManifest", ENGINE, "cronSyntax", "0 3 * * *",
                "experimentName", "nightly", "experimentDescription", "", "weightages", List.of(), "isCustomExperiment",
                false, "infraID", "own"));
        try (LitmusClient litmus = new LitmusClient(house.address(), KEY)) {
            String id = litmus.ask(create, Map.of("r", wanted)).at("/createChaosExperiment/experimentID").asString();
            assertThat(schedule("nightly").path("enabled").asBoolean()).as("it waits to be run").isFalse();
            assertThat(litmus.ask(
                    "mutation($id: String!) { runChaosExperiment(experimentID: $id, projectID: \"p\") { notifyID } }",
                    Map.of("id", id)).at("/runChaosExperiment/notifyID").asString()).isEmpty();
            assertThat(schedule("nightly").path("enabled").asBoolean()).isTrue();
            String toggle = """
                            mutation($id: String!, $off: Boolean!) { updateCronExperimentState(experimentID: $id, disable: $off, projectID: "p") }""";
            litmus.ask(toggle, Map.of("id", id, "off", true));
            assertThat(schedule("nightly").path("enabled").asBoolean()).isFalse();
            litmus.ask(toggle, Map.of("id", id, "off", false));
            assertThat(schedule("nightly").path("enabled").asBoolean()).isTrue();
            litmus.ask("mutation($id: String!) { deleteChaosExperiment(experimentID: $id, projectID: \"p\") }",
                    Map.of("id", id));
            assertThat(client.read("/api/v1/schedules").toString()).doesNotContain("nightly");
            wanted.put("cronSyntax", "every night");
            assertThat(litmus.answer(create, Map.of("r", wanted)).at("/errors/0/message").asString())
                    .startsWith("its schedule could not be kept: ");
        }
    }

    private static JsonNode schedule(String name) {
        return StreamSupport.stream(client.read("/api/v1/schedules").path("items").spliterator(), false)
                .filter(each -> each.path("name").asString().equals(name)).findFirst().orElseThrow();
    }

    private static HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(house.address() + path)).build();
    }

    private static JsonNode runToItsEnd(String example) throws IOException {
        Read read = ExperimentFile.read(Files.readString(EXAMPLES.resolve(example)), example);
        assertThat(read).isInstanceOf(Read.Valid.class);
        Experiment experiment = ((Read.Valid) read).experiment();
        String run = client.post("/api/v1/runs", experiment).path("run").asString();
        await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100))
                .until(() -> client.read("/api/v1/runs/" + run).has("score"));
        return client.read("/api/v1/runs/" + run);
    }

    private static void assertThatNothingIsBroken() {
        assertThat(client.read("/api/v1/faults?state=active").path("items")).isEmpty();
        assertThat(client.read("/api/v1/audit/verify").path("intact").asBoolean()).isTrue();
    }

    private static List<JsonNode> events(String run) {
        JsonNode page = client.read("/api/v1/runs/" + run + "/events?limit=500");
        return StreamSupport.stream(page.path("items").spliterator(), false).toList();
    }

    private static void assertThatTheLogTellsItInOrderAndUnderOneTrace(String run) {
        List<JsonNode> events = await().atMost(Duration.ofSeconds(10)).until(() -> events(run),
                all -> all.toString().contains("io.faultline.run-completed.v1"));
        List<String> types = events.stream().map(event -> event.path("type").asString().split("\\.")[2]).toList();
        assertThat(types).startsWith("experiment-requested", "run-planned", "step-due").endsWith("run-settled",
                "run-completed");
        assertThat(types.indexOf("fault-injected")).isPositive().isLessThan(types.indexOf("fault-reverted"));
        assertThat(types).filteredOn(type -> type.startsWith("fault-")).containsExactly("fault-injected",
                "fault-reverted");
        assertThat(events.stream().map(event -> event.path("traceparent").asString().split("-")[1]).distinct())
                .as("one trace from the HTTP request to the last fact").hasSize(1);
        assertThat(events.stream().map(event -> event.path("id").asString())).doesNotHaveDuplicates();
    }
}
