package io.faultline.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.faultline.cli.api.PlayedServer;
import io.faultline.cli.report.Exit;
import io.faultline.cli.text.Size;
import io.faultline.cli.text.Terminal;
import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The commands of Harness' pipelines, by our names and by theirs. */
class PipelineTest {
    private static final String PATH = "/gateway/chaos/manager/api/query";
    private static final String NOTICE = "019a1234-5678-7abc-8def-0123456789ab";

    @TempDir
    Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();

    private int faultline(String... args) {
        Terminal pipe = new Terminal(false, false, true, ZoneOffset.UTC, () -> Size.USUAL);
        environment.putIfAbsent("FAULTLINE_HOME", folder.toString());
        out.reset();
        err.reset();
        return Cli.commandLine(new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), pipe, environment, InstantSource.system()))
                .execute(args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private PlayedServer answering(String... bodies) throws IOException {
        Deque<String> next = new ArrayDeque<>(List.of(bodies));
        PlayedServer server = new PlayedServer();
        server.on(PATH, exchange -> {
            String body = next.size() > 1 ? next.removeFirst() : next.getFirst();
            int status = body.isEmpty() ? 503 : 200;
            byte[] bytes = (body.isEmpty() ? "{}" : body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        });
        environment.put("FAULTLINE_ADDRESS", server.address());
        return server;
    }

    private static String launched() {
        return "{\"data\":{\"runChaosExperiment\":{\"notifyID\":\"%s\"}}}".formatted(NOTICE);
    }

    private static String run(String phase, String score) {
        return "{\"data\":{\"listWorkflowRun\":{\"workflowRuns\":[{\"phase\":\"%s\",\"resiliencyScore\":%s}]}}}"
                .formatted(phase, score);
    }

    private static String refused(String code, String type, String message) {
        return "{\"errors\":[{\"message\":\"%s\",\"extensions\":{\"code\":\"%s\",\"type\":\"%s\"}}]}".formatted(message,
                code, type);
    }

    @Test
    void launchingPrintsTheNotifyIdAndNothingElse() throws IOException {
        try (PlayedServer server = answering(launched())) {
            assertThat(faultline("launch-experiment", "--account-id=acc", "--project-id", "pro", "--workflow-id", "wf",
                    "--api-key", "sesame")).isZero();
            assertThat(out()).isEqualTo(NOTICE);
            assertThat(err()).isEmpty();
            PlayedServer.Asked asked = server.asked().getFirst();
            assertThat(asked.path()).endsWith("?accountIdentifier=acc");
            assertThat(asked.apiKey()).isEqualTo("sesame");
            assertThat(asked.key()).as("a key of theirs is no bearer token").isNull();
            JsonNode variables = Wire.mapper().readTree(asked.body()).path("variables");
            assertThat(variables.toString()).contains("\"workflowID\":\"wf\"");
            assertThat(variables.at("/identifiers/orgIdentifier").asString()).isEqualTo("default");
            assertThat(variables.at("/identifiers/projectIdentifier").asString()).isEqualTo("pro");
        }
    }

    /** Theirs is taken apart with jq: .data.runChaosExperiment.notifyID */
    @Test
    void launchingByTheirNamePrintsTheWholeAnswer() throws IOException {
        try (PlayedServer server = answering(launched())) {
            Path script = folder.resolve("hce-api.sh");
            assertThat(faultline("generate", "--api", "launch-experiment", "--account-id=acc", "--project-id", "pro",
                    "--workflow-id", "wf", "--api-key", "sesame", "--file-name", script.toString())).isZero();
            assertThat(out()).isEqualTo(launched());
            assertThat(script).content().doesNotContain("sesame");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script))).isEqualTo("rwx------");
            Golden.assertSame("hce-api.sh", Files.readString(script).replace(server.address(),
                    "http://127.0.0.1:8080"));
        }
    }

    @Test
    void monitoringLooksUntilTheRunIsOver() throws IOException {
        try (PlayedServer server = answering(run("Queued", "0"), "", run("Running", "0"), run("Running", "0"),
                run("Completed_With_Probe_Failure", "50"))) {
            assertThat(faultline("monitor-experiment", "--notify-id", NOTICE, "--delay", "1ms")).isZero();
            assertThat(out()).isEqualTo("Completed_With_Probe_Failure");
            assertThat(err()).containsOnlyOnce("Running").contains("Queued", "503");
            assertThat(server.asked()).hasSize(5);
        }
    }

    @Test
    void monitoringEndsWhenPatienceDoes() throws IOException {
        try (PlayedServer server = answering(run("Running", "0"))) {
            assertThat(faultline("generate", "--api", "monitor-experiment", "--notifyID=" + NOTICE, "--delay", "20ms",
                    "--timeout", "100ms")).isEqualTo(Exit.TIMED_OUT.code());
            assertThat(out()).isEmpty();
            assertThat(faultline("monitor-experiment", "--notify-id", NOTICE, "--delay", "2", "--timeout", "1"))
                    .as("numbers are seconds").isEqualTo(Exit.TIMED_OUT.code());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 100", "100.0 100", "71.42 71", "99.99 99", "0 0"})
    void theScoreIsPrintedAsAnIntegerThatIsCut(String scores) throws IOException {
        try (PlayedServer server = answering(run("Completed", scores.split(" ")[0]))) {
            assertThat(faultline("validate-resilience-score", "--notify-id", NOTICE)).isZero();
            assertThat(out()).isEqualTo(scores.split(" ")[1]);
        }
    }

    /** "[ '' -lt 100 ]" is an error and not true: a gate that finds no score must not be passed. */
    @Test
    void withoutAScoreItPrintsNothingThatWouldPassAGate() throws IOException {
        try (PlayedServer server = answering(run("Running", "0"))) {
            assertThat(faultline("validate-resilience-score", "--notify-id", NOTICE))
                    .isEqualTo(Exit.TIMED_OUT.code());
            assertThat(out()).isEqualTo("0");
        }
        environment.put("FAULTLINE_ADDRESS", "http://127.0.0.1:9");
        assertThat(faultline("validate-resilience-score", "--notify-id", NOTICE)).isEqualTo(Exit.ERROR.code());
        assertThat(out()).isEqualTo("0");
        assertThat(faultline("validate-resilience-score", "--notify-id=")).isEqualTo(Exit.USAGE.code());
        assertThat(out()).isEqualTo("0");
        assertThat(faultline("generate", "--api", "validate-resilience-score", "--notifyID=" + NOTICE))
                .as("their scripts look at what is printed, and end at an error without printing").isZero();
        assertThat(out()).isEqualTo("0");
        assertThat(err()).contains("no Faultline at");
    }

    @Test
    void saysWhatTheServerSaysAndNeverTheKey() throws IOException {
        try (PlayedServer server = answering(refused("HALTED", "halted", "everything is halted"))) {
            assertThat(faultline("launch-experiment", "--workflow-id", "wf", "--api-key", "sesame"))
                    .isEqualTo(Exit.REFUSED.code());
            assertThat(err()).contains("everything is halted").doesNotContain("sesame");
        }
        try (PlayedServer server = answering(refused("UNAUTHENTICATED", "unauthenticated", "no"))) {
            assertThat(faultline("monitor-experiment", "--notify-id", NOTICE)).isEqualTo(Exit.AUTH.code());
        }
        try (PlayedServer server = answering("{\"data\":{\"listWorkflowRun\":{\"workflowRuns\":[]}}}")) {
            assertThat(faultline("monitor-experiment", "--notify-id", NOTICE)).isEqualTo(Exit.ERROR.code());
            assertThat(err()).contains("there is no run with the notify id");
        }
        assertThat(faultline("launch-experiment")).isEqualTo(Exit.USAGE.code());
        assertThat(err()).contains("--workflow-id is needed");
        assertThat(faultline("generate", "--api", "launch")).isEqualTo(Exit.USAGE.code());
        assertThat(err()).contains("launch-experiment, monitor-experiment, validate-resilience-score");
    }

    /** Whatever stands in an id stays data: run by a shell, the script asks for it and does nothing else. */
    @Test
    void theScriptDoesWhatTheCommandDoesWithTheKeyOfTheEnvironment() throws Exception {
        assumeThat(List.of(System.getenv("PATH").split(":"))).as("curl and jq are not here")
                .anyMatch(each -> Files.isExecutable(Path.of(each, "curl")))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "jq")));
        String odd = "wf'; touch pwned; '\"$(touch pwned)`touch pwned`\\";
        try (PlayedServer server = answering(launched())) {
            faultline("generate", "--api", "launch-experiment", "--workflow-id", odd, "--api-key", "sesame",
                    "--file-name", folder.resolve("launch.sh").toString());
            faultline("monitor-experiment", "--notify-id", odd, "--file-name", folder.resolve("m.sh").toString());
            assertThat(script("launch.sh", "open")).isEqualTo("0 " + launched());
            PlayedServer.Asked asked = server.asked().getLast();
            assertThat(asked.apiKey()).isEqualTo("open");
            assertThat(Wire.mapper().readTree(asked.body()).at("/variables/workflowID").asString()).isEqualTo(odd);
            assertThat(folder.resolve("pwned")).doesNotExist();
            assertThat(script("launch.sh", "")).doesNotStartWith("0 ").contains("set FAULTLINE_API_KEY or API_KEY");
        }
        try (PlayedServer server = answering(run("Completed", "71.42"))) {
            faultline("monitor-experiment", "--notify-id", NOTICE, "--file-name", folder.resolve("m.sh").toString());
            faultline("validate-resilience-score", "--notify-id", NOTICE, "--file-name",
                    folder.resolve("v.sh").toString());
            assertThat(script("m.sh", "open")).isEqualTo("0 Completed");
            assertThat(script("v.sh", "open")).isEqualTo("0 71");
        }
    }

    private String script(String name, String key) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", name).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().remove("FAULTLINE_API_KEY");
        builder.environment().put("API_KEY", key);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() + " " + said;
    }

    @Test
    void everyCommandTellsItsFlags() throws IOException {
        StringBuilder screens = new StringBuilder();
        for (String command : List.of("generate", "run")) {
            assertThat(faultline(command, "--help")).isZero();
            screens.append(out()).append("\n\n");
        }
        Golden.assertSame("help-pipelines.txt", screens.toString());
    }
}
