package io.faultline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.faultline.cli.Cli;
import io.faultline.cli.api.Access;
import io.faultline.cli.api.FaultlineClient;
import io.faultline.embedded.Durability;
import io.faultline.formats.ExperimentFile;
import io.faultline.formats.Read;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** What pipelines run, run by a shell against a house: our templates, our page, and the tutorial's own scripts. */
@Tag("long")
class PipelinesIT {
    private static final String KEY = DevKey.random();
    private static final Path PAGE = Path.of("..", "docs", "ci.md");
    private static final Path SEED = Path.of("..", "..", "shared", "seeds", "harness-create-run-experiments.md");
    /** Two faults that break nothing, each with a probe: one of both holds, so that the score is 50. */
    private static final String HALF = """
                                       apiVersion: faultline.io/v1
                                       kind: Experiment
                                       metadata: {name: half}
                                       spec:
                                         stages:
                                           - faults:
                                               - {name: good, type: no-fault, duration: 200ms, probes: [
                                                   {name: lives, mode: EOT, command: {argv: ["true"]}}]}
                                               - {name: bad, type: no-fault, duration: 200ms, probes: [
                                                   {name: answers, mode: EOT, http: {url: "http://127.0.0.1:9/"}}]}
                                       """;

    @TempDir
    static Path folder;
    private static House house;
    private static String workflow;

    @BeforeAll
    static void start() throws IOException {
        house = House.start(new HouseSettings(folder.resolve("data"), 0, KEY, Durability.FORGETFUL, null, null),
                part -> {});
        Files.createDirectories(folder.resolve("chaos"));
        Files.writeString(folder.resolve("chaos/experiment.yaml"), HALF);
        Files.writeString(folder.resolve("experiment.yaml"), HALF);
        program("faultline", "exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '%s' %s \"$@\"".formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"), System.getProperty("java.class.path"),
                Cli.class.getName()));
        program("kubectl", "echo \"$@\" >> kubectl.log");
        try (FaultlineClient client = new FaultlineClient(new Access(house.address(), KEY))) {
            workflow = client.post("/api/v1/experiments",
                    ((Read.Valid) ExperimentFile.read(HALF, "half.yaml")).experiment()).path("id").asString();
        }
    }

    @AfterAll
    static void stop() {
        try {
            assertThat(Ledgers.of(house.description()).violations()).isEmpty();
        } finally {
            house.close();
        }
    }

    private static void program(String name, String line) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What a shell said, and how it ended. */
    private record Ended(int code, String said) {}

    private static Ended run(List<String> shell, String text, Map<String, String> environment) throws Exception {
        Path script = Files.writeString(folder.resolve("step"), text);
        List<String> words = new ArrayList<>(shell);
        words.add(script.toString());
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().put("FAULTLINE_ADDRESS", house.address().toString());
        builder.environment().put("FAULTLINE_API_KEY", KEY);
        builder.environment().put("FAULTLINE_HOME", folder.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(said).doesNotContain(KEY);
        return new Ended(process.waitFor(), said);
    }

    private static boolean wasRolledBack() throws IOException {
        Path log = folder.resolve("kubectl.log");
        boolean was = Files.exists(log);
        if (was) {
            assertThat(log).content().isEqualTo("rollout undo deployment/cartservice --namespace shop\n");
            Files.delete(log);
        }
        return was;
    }

    static Stream<CiTemplate> templates() throws IOException {
        return CiTemplate.all();
    }

    @ParameterizedTest
    @MethodSource("templates")
    void aTemplateRollsBackWhenTheScoreIsMissedAndOnlyThen(CiTemplate template) throws Exception {
        for (int expected : List.of(50, 51)) {
            Map<String, String> environment = new HashMap<>(template.environment());
            environment.put("EXPECTED_RESILIENCE_SCORE", Integer.toString(expected));
            environment.put("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString());
            Files.deleteIfExists(folder.resolve("summary.md"));
            Ended chaos = run(template.shell(), template.chaos(), environment);
            if (chaos.code() != 0) {
                assertThat(run(template.shell(), template.rollback(), environment).code()).isZero();
            }
            assertThat(wasRolledBack()).as("%s, expecting %d: %s", template.name(), expected, chaos.said())
                    .isEqualTo(expected > 50);
            assertThat(chaos.code()).as(chaos.said()).isEqualTo(expected > 50 ? 3 : 0);
            assertThat(folder.resolve("reports/chaos.xml")).content().contains("score of " + expected);
            assertThat(folder.resolve("reports/chaos.md")).content().contains("score 50");
            assertThat(Files.exists(folder.resolve("summary.md")))
                    .isEqualTo(template.name().equals("github-actions.yml"));
        }
    }

    @Test
    void thePageShowsWhatWorks() throws Exception {
        List<DocsPage.Step> steps = DocsPage.read(PAGE).steps();
        assertThat(steps).hasSize(3);
        for (DocsPage.Step step : steps) {
            if (step.typed().contains("jq ") && !isHere("jq")) {
                continue;
            }
            Ended ended = run(List.of("bash", "-e"), step.typed(), Map.of("WORKFLOW_ID", workflow));
            assertThat(ended.code()).as("%s%n%s", step.typed(), ended.said()).isZero();
        }
        Ended tooMuch = run(List.of("bash", "-e"), steps.get(1).typed().replace("-ge 50", "-ge 51"),
                Map.of("WORKFLOW_ID", workflow));
        assertThat(tooMuch.code()).as(tooMuch.said()).isNotZero();
    }

    /** The shell scripts of the tutorial's pages about GitLab and Jenkins, with nothing changed but the tool's name. */
    @ParameterizedTest
    @ValueSource(strings = {"GitLab", "Jenkins"})
    void theTutorialsScriptsRunWithTheToolsNameChanged(String server) throws Exception {
        assumeThat(SEED).as("the tutorial is not here: ../shared/seeds").exists();
        assumeThat(isHere("jq")).as("jq, which the tutorial's scripts use, is not here").isTrue();
        String page = Files.readString(SEED);
        String part = page.substring(page.indexOf("## Run chaos experiments as %s pipelines".formatted(server)));
        List<String> scripts = blocks(part, "```\n\\s*(#!/bin/bash.*?)```").stream().limit(2)
                .map(PipelinesIT::renamed).toList();
        Files.createDirectories(folder.resolve("scripts"));
        Files.writeString(folder.resolve("scripts/launch-chaos.sh"), scripts.get(0));
        Files.writeString(folder.resolve("scripts/verify-rr.sh"), scripts.get(1));
        Files.writeString(folder.resolve("scripts/monitor-chaos.sh"), scripts.get(1).replaceAll("echo .*", "")
                .replaceAll("\\w+=\\$\\(faultline", "faultline").replace("hce-api.sh)", "hce-api.sh")
                .replace("validate-resilience-score", "monitor-experiment"));
        Files.writeString(folder.resolve("scripts/rollback-deploy.sh"),
                """
                if [ $1 -lt ${EXPECTED_RESILIENCE_SCORE} ]; then
                  kubectl rollout undo deployment/cartservice --namespace shop
                  exit 1
                fi
                """);
        for (int expected : List.of(50, 51)) {
            Map<String, String> environment = Map.of("ACCOUNT_ID", "acme", "PROJECT_ID", "shop", "WORKFLOW_ID",
                    workflow, "API_KEY", KEY, "EXPECTED_RESILIENCE_SCORE", Integer.toString(expected));
            Ended ended = server.equals("GitLab")
                    ? run(List.of("bash", "-eo", "pipefail"), ofGitLab(part), environment)
                    : run(List.of("sh", "-e"), ofJenkins(part), environment);
            assertThat(ended.code()).as(ended.said()).isEqualTo(expected > 50 ? 1 : 0);
            assertThat(ended.said()).contains("50");
            if (server.equals("GitLab") && ended.code() != 0) {
                run(List.of("sh"), "sh scripts/rollback-deploy.sh 50", environment);
            }
            assertThat(wasRolledBack()).isEqualTo(expected > 50);
        }
    }

    /** Its lines of 'script'. */
    private static String ofGitLab(String part) {
        String script = part.substring(part.indexOf("script:\n", part.indexOf("before_script:") + 20),
                part.indexOf("rollback-job:"));
        List<String> lines = blocks(script, "^ +- ([^\\n]*)$");
        assertThat(lines).hasSize(5);
        return String.join("\n", lines);
    }

    /** Its steps 'sh', and what its steps 'script' put into the environment between them. */
    private static String ofJenkins(String part) {
        List<String> lines = blocks(part,
                "sh '''\\s*(.*?)\\s*'''|env\\.(\\w+ = sh\\(returnStdout: true, script: '[^']*)");
        assertThat(lines).hasSize(6);
        return String.join("\n", lines.stream().map(line -> line.replaceAll(
                "^(\\w+) = sh\\(returnStdout: true, script: '(.*)$", "$1=\\$($2)").stripIndent()).toList());
    }

    private static List<String> blocks(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.DOTALL | Pattern.MULTILINE).matcher(text).results()
                .map((MatchResult found) -> found.group(1) != null ? found.group(1) : found.group(2)).toList();
    }

    /** The tool is there already, and called otherwise. */
    private static String renamed(String script) {
        return script.replaceAll("(?m)^\\s*(curl -sL|chmod) .*$", "").replaceAll("\\./hce-(cli|api-saas) ",
                "faultline ").stripIndent();
    }

    private static boolean isHere(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
    }
}
