package io.faultline.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.cli.api.PlayedServer;
import io.faultline.cli.live.RunStory;
import io.faultline.cli.report.Exit;
import io.faultline.cli.text.Size;
import io.faultline.cli.text.Terminal;
import io.faultline.contracts.wire.FactType;
import io.faultline.contracts.wire.Wire;
import io.faultline.formats.ExperimentFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

import static org.assertj.core.api.Assertions.assertThat;

class CliTest {
    @TempDir
    Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private String address = "http://127.0.0.1:9";
    private Path file = Path.of("");

    @BeforeEach
    void anExperiment() throws IOException {
        file = Files.writeString(folder.resolve("payments.yaml"), ExperimentFile.write(RunStory.experiment()));
    }

    /** What another program puts beside the commands. */
    @Command(name = "guest")
    static final class Guest implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalArgumentException("the guest was misused");
        }
    }

    private int faultline(String... args) {
        Terminal pipe = new Terminal(false, false, true, ZoneOffset.UTC, () -> Size.USUAL);
        Map<String, String> variables = new HashMap<>(environment);
        variables.putAll(Map.of("FAULTLINE_ADDRESS", address, "FAULTLINE_API_KEY", "secret", "FAULTLINE_HOME",
                folder.toString()));
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), pipe, variables, InstantSource.system());
        return Cli.commandLine(console, new Guest()).execute(args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private PlayedServer serverPlaying(RunStory story) throws IOException {
        String run = "/api/v1/runs/" + RunStory.RUN;
        String stream = story.facts().stream()
                .filter(fact -> FactType.of(fact).topic().topic().equals("faultline.runs"))
                .map(CliTest::sse).collect(Collectors.joining());
        PlayedServer server = new PlayedServer().on("/api/v1/runs", 202, "{\"run\":\"" + RunStory.RUN + "\"}")
                .on(run + "/events", 200, stream).on(run + "/logs", 200, ": none\n\n")
                .on(run + "/score", 404, "{\"title\":\"Not found\"}");
        address = server.address();
        return server;
    }

    private static String sse(Record fact) {
        return "data: " + Wire.mapper().writeValueAsString(Map.of("specversion", "1.0", "id", "x", "type",
                FactType.of(fact).wireName(), "time", RunStory.START, "data", fact)) + "\n\n";
    }

    @Test
    void saysWhereAFileIsWrongAndWhatWasMeant() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"),
                Files.readString(file).replace("duration:", "durration:"));
        assertThat(faultline("validate", file.toString(), wrong.toString())).isEqualTo(Exit.USAGE.code());
        assertThat(out()).contains("wrong.yaml:").contains("did you mean 'duration'?");
        assertThat(err()).contains("payments-outage is valid");
        assertThat(faultline("run", wrong.toString())).as("nobody is asked").isEqualTo(Exit.USAGE.code());
    }

    @Test
    void saysHowToStartOneWhenNobodyIsThere() {
        assertThat(faultline("runs")).isEqualTo(Exit.ERROR.code());
        assertThat(err()).contains("no Faultline at http://127.0.0.1:9").contains("./faultline dev");
    }

    @Test
    void saysWhatToDoWhenTheKeyIsWrong() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/", 401,
                "{\"title\":\"A valid API key is needed\",\"status\":401,\"detail\":\"None was given.\"}")) {
            address = server.address();
            assertThat(faultline("runs")).isEqualTo(Exit.AUTH.code());
            assertThat(err()).contains("A valid API key is needed").contains("--key-file");
            assertThat(server.asked().getFirst().key()).isEqualTo("Bearer secret");
        }
    }

    @Test
    void showsEveryPlaceAProblemNames() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/", 400,
                """
                {"type":"https://faultline.io/problems/invalid-experiment","title":"The experiment is not valid",
                 "errors":[{"pointer":"/spec/stages","message":"is empty"}]}""")) {
            address = server.address();
            assertThat(faultline("run", file.toString())).isEqualTo(Exit.USAGE.code());
            assertThat(err()).contains("The experiment is not valid").contains("/spec/stages: is empty");
        }
    }

    @Test
    void takesAnythingElseThanJsonForNoFaultline() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/", 502, "<html>bad gateway</html>")) {
            address = server.address();
            assertThat(faultline("faults", "active")).isEqualTo(Exit.ERROR.code());
            assertThat(err()).contains("502").contains("is a Faultline there?");
        }
    }

    @Test
    void runsAnExperimentToItsEndAndTellsItByTheExitCode() throws IOException {
        Path junit = folder.resolve("out/junit.xml");
        try (PlayedServer server = serverPlaying(RunStory.begun().injected().reverted().failed())) {
            assertThat(faultline("run", file.toString(), "--junit", junit.toString(), "--idempotency-key", "k"))
                    .isEqualTo(Exit.FAILED.code());
        }
        assertThat(out()).contains("FAILED").contains("payments-outage").contains(RunStory.BROKEN);
        assertThat(junit).content().contains("<testsuite").contains("reverts");
    }

    /** The parts of a pipeline's step: the exit code, and what GitHub and others show of it. */
    @Test
    void writesWhatPipelinesShowAndTellsThemByTheExitCodeWhetherTheScoreWasReached() throws IOException {
        Path markdown = folder.resolve("out/summary.md");
        Path github = Files.writeString(folder.resolve("step-summary"), "# Before\n");
        environment.put("GITHUB_STEP_SUMMARY", github.toString());
        try (PlayedServer server = serverPlaying(RunStory.begun().injected().reverted().failed())) {
            assertThat(faultline("run", file.toString(), "--wait", "--expect-score", "50", "--markdown",
                    markdown.toString(), "--github-summary")).isEqualTo(Exit.FAILED.code());
            assertThat(faultline("run", file.toString(), "--expect-score", "0")).isEqualTo(Exit.PASSED.code());
        }
        assertThat(markdown).content().startsWith("# payments-outage: failed, score 0 of the 50 expected\n");
        assertThat(github).content().startsWith("# Before\n# payments-outage: failed");
        environment.clear();
        assertThat(faultline("run", file.toString(), "--github-summary")).isEqualTo(Exit.USAGE.code());
        assertThat(err()).contains("GITHUB_STEP_SUMMARY");
    }

    @Test
    void keepsDataOnStandardOutputWhileItShowsTheRun() throws IOException {
        try (PlayedServer server = serverPlaying(RunStory.begun().injected().reverted().passed())) {
            assertThat(faultline("run", file.toString(), "--watch", "-o", "json")).isEqualTo(Exit.PASSED.code());
        }
        assertThat(Wire.mapper().readTree(out()).path("verdict").asString()).isEqualTo("held");
        assertThat(err()).contains("injected").contains("freeze-payments");
    }

    @Test
    void leavesTheRunToItselfWhenPatienceEnds() throws IOException {
        try (PlayedServer server = serverPlaying(RunStory.begun().injected())) {
            assertThat(faultline("run", file.toString(), "--timeout", "300ms")).isEqualTo(Exit.TIMED_OUT.code());
        }
        assertThat(err()).contains("still running");
    }

    @Test
    void startsWithoutWaiting() throws IOException {
        try (PlayedServer server = serverPlaying(RunStory.begun())) {
            assertThat(faultline("run", file.toString(), "--no-wait")).isEqualTo(Exit.PASSED.code());
            assertThat(server.asked()).hasSize(1);
        }
        assertThat(out().strip()).isEqualTo(RunStory.RUN.toString());
    }

    @Test
    void findsARunByEitherEndOfItsIdAndByLast() throws IOException {
        String other = "019a1234-5678-7abc-8def-ffffffffffff";
        try (PlayedServer server = new PlayedServer()
                .on("/api/v1/runs", 200,
                        "{\"items\":[{\"run\":\"%s\"},{\"run\":\"%s\"}]}".formatted(RunStory.RUN, other))
                .on("/api/v1/runs/" + RunStory.RUN, 200, "{\"run\":\"%s\"}".formatted(RunStory.RUN))) {
            address = server.address();
            assertThat(faultline("runs", "get", "last", "-o", "name")).isZero();
            assertThat(faultline("runs", "get", "456789ab", "-o", "name")).isZero();
            assertThat(out().strip().lines()).containsExactly(RunStory.RUN.toString(), RunStory.RUN.toString());
            assertThat(faultline("runs", "get", "019a1234")).isEqualTo(Exit.USAGE.code());
            assertThat(err()).contains("fits 2 runs");
        }
    }

    @Test
    void tellsTroubleOfAGuestLikeItsOwn() {
        assertThat(faultline("guest")).isEqualTo(Exit.USAGE.code());
        assertThat(err()).isEqualTo("faultline: the guest was misused\n");
    }

    @Test
    void explainsFieldsFromTheSchema() {
        assertThat(faultline("explain", "spec.stages.faults.duration")).isZero();
        assertThat(out()).contains("duration").contains("30s by default");
        assertThat(faultline("explain", "spec.nonsense")).isEqualTo(Exit.USAGE.code());
        assertThat(err()).contains("there is no field 'nonsense'").contains("stages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runz", "run", "run x.yaml --no-wait --watch", "run x.yaml --no-wait --wait",
            "generate", "runs list --limit many", "-o pdf runs"})
    void callsWrongUsageWrong(String words) {
        assertThat(faultline(words.split(" "))).isEqualTo(Exit.USAGE.code());
        assertThat(err()).isNotEmpty();
    }

    @Test
    void givesEveryExitCodeItsMeaning() throws IOException {
        assertThat(faultline("exit-codes")).isZero();
        String page = Files.readString(Path.of("..", "docs", "exit-codes.md"));
        for (Exit exit : Exit.values()) {
            assertThat(out()).contains(exit.code() + "  " + exit.meaning());
            assertThat(page).contains("| " + exit.code() + " | " + exit.meaning() + " |");
        }
    }

    @Test
    void validatesEveryExample() throws IOException {
        try (Stream<Path> examples = Files.list(Path.of("..", "examples"))) {
            List<String> files = examples.map(Path::toString).filter(name -> name.matches(".*\\.(ya?ml|json)"))
                    .toList();
            assertThat(files).isNotEmpty().allSatisfy(
                    example -> assertThat(faultline("validate", example)).as(example + ": " + out()).isZero());
        }
    }
}
