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
import java.util.Map;

import io.faultline.cli.api.PlayedServer;
import io.faultline.cli.live.RunStory;
import io.faultline.cli.report.Exit;
import io.faultline.cli.text.Size;
import io.faultline.cli.text.Terminal;
import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Connected clusters as people see them. */
class InfraTest {
    private static final String LAB = """
                                      {"id":"019a1234-5678-7abc-8def-000000000001","name":"lab","kind":"CONNECTOR","description":"the cluster below the desk",
                                       "kubeconfig":"/home/ana/.faultline/kubeconfigs/lab","context":"admin@lab","faults":[],"state":"by-kubeconfig",
                                       "agents":[],"createdAt":"2026-11-21T05:00:00Z"}""";
    private static final String PROD = """
                                       {"id":"019a1234-5678-7abc-8def-000000000002","name":"prod","kind":"MANIFEST","namespace":"shop",
                                        "agentNamespace":"shop","server":"https://chaos.example","faults":["pod-delete","deployment-scale"],
                                        "state":"active","createdAt":"2026-11-21T05:30:00Z","agents":[
                                         {"instance":"faultline-agent-7d9-x2x","version":"0.1.0","since":"2026-11-21T05:31:00Z",
                                          "lastHeard":"2026-11-21T06:00:59Z","live":true},
                                         {"instance":"faultline-agent-7d9-q8k","version":"0.1.0","since":"2026-11-21T05:31:02Z",
                                          "lastHeard":"2026-11-21T05:58:11Z","live":false}]%s}""";
    private static final String MANIFEST = "apiVersion: v1\nkind: Secret\nstringData: {token: shown-once}\n";

    @TempDir
    Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int faultline(PlayedServer server, String... args) {
        out.reset();
        err.reset();
        Terminal pipe = new Terminal(false, false, true, ZoneOffset.UTC, () -> Size.USUAL);
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), pipe,
                Map.of("FAULTLINE_ADDRESS", server.address(), "FAULTLINE_API_KEY", "secret"),
                InstantSource.fixed(RunStory.START.plusSeconds(60)));
        return Cli.commandLine(console).execute(args);
    }

    /** Both streams, as a person sees them. */
    private String screen() {
        return (err.toString(StandardCharsets.UTF_8) + "---\n" + out.toString(StandardCharsets.UTF_8))
                .replace(folder + "/", "");
    }

    private static PlayedServer server() throws IOException {
        return new PlayedServer()
                .on("/api/v1/infrastructures", 200, "{\"items\":[%s,%s]}".formatted(LAB, PROD.formatted("")))
                .on("/api/v1/infrastructures/019a1234-5678-7abc-8def-000000000002", exchange -> {
                    byte[] answer = PROD.formatted("").getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("ETag", "\"7\"");
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                });
    }

    @Test
    void listsAndShowsThem() throws IOException {
        try (PlayedServer server = server()) {
            assertThat(faultline(server, "infra", "list")).isZero();
            Golden.assertSame("infra-list.txt", screen());
            assertThat(faultline(server, "infra", "show", "019a1234-5678-7abc-8def-000000000002")).isZero();
            Golden.assertSame("infra-show.txt", screen());
            assertThat(faultline(server, "infra", "show", "nowhere")).isEqualTo(Exit.ERROR.code());
            Golden.assertSame("infra-unknown.txt", screen());
        }
    }

    @Test
    void aConnectedClusterIsNamedByThePathOfItsKubeconfigAlone() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/api/v1/infrastructures", 201, LAB)) {
            assertThat(faultline(server, "infra", "connect", "lab", "--kubeconfig",
                    "/home/ana/.faultline/kubeconfigs/lab", "--context", "admin@lab")).isZero();
            Golden.assertSame("infra-connect.txt", screen());
            assertThat(server.asked()).singleElement().satisfies(asked -> assertThat(asked.body())
                    .contains("\"kubeconfig\":\"/home/ana/.faultline/kubeconfigs/lab\"", "\"kind\":\"CONNECTOR\""));
        }
    }

    @Test
    void aManifestIsWrittenForItsOwnersEyesOnlyAndItsTokenToNoScreen() throws IOException {
        String made = PROD.formatted(",\"token\":\"shown-once\",\"manifest\":\"%s\"".formatted(
                MANIFEST.replace("\n", "\\n")));
        try (PlayedServer server = new PlayedServer().on("/api/v1/infrastructures", 201, made)) {
            Path file = folder.resolve("agent.yaml");
            assertThat(faultline(server, "infra", "register", "prod", "--namespace", "shop", "--faults",
                    "pod-delete,deployment-scale", "--server", "https://chaos.example", "--file", file.toString()))
                    .isZero();
            Golden.assertSame("infra-register.txt", screen());
            assertThat(screen()).doesNotContain("shown-once");
            assertThat(file).hasContent(MANIFEST);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        }
    }

    @Test
    void whatTheAgentIsToBeIsSaidAsTheApiTakesIt() throws IOException {
        try (PlayedServer server = new PlayedServer().on("/api/v1/infrastructures", 201, PROD.formatted(""))) {
            assertThat(faultline(server, "infra", "register", "prod", "--agent-namespace", "chaos",
                    "--namespace-exists", "--service-account", "ours", "--node-selector", "disk=ssd,zone=a",
                    "--toleration", "chaos=yes:NoSchedule", "--toleration", "spot", "--tags", "eu,shop", "--replicas",
                    "2")).isZero();
            assertThat(server.asked()).singleElement().satisfies(asked -> assertThat(asked.body()).contains(
                    "\"agentNamespace\":\"chaos\"", "\"namespaceExists\":true", "\"serviceAccount\":\"ours\"",
                    "\"nodeSelector\":{\"disk\":\"ssd\",\"zone\":\"a\"}", "\"tags\":[\"eu\",\"shop\"]",
                    "{\"key\":\"chaos\",\"operator\":\"Equal\",\"value\":\"yes\",\"effect\":\"NoSchedule\"}",
                    "{\"key\":\"spot\",\"operator\":\"Exists\"}", "\"replicas\":2").doesNotContain("\"server\""));
            assertThat(faultline(server, "infra", "register", "prod", "--toleration", "a=b=c:d:e"))
                    .isEqualTo(Exit.USAGE.code());
            assertThat(screen()).contains("'a=b=c:d:e' is no taint");
        }
    }

    @Test
    void anAgentIsNeverSentToItsOwnPodsLoopback() throws IOException {
        try (PlayedServer server = new PlayedServer()) {
            asksForTheServer(server);
            assertThat(faultline(server, "infra", "register", "prod")).isEqualTo(Exit.USAGE.code());
            assertThat(screen()).contains("pods reach themselves at 127.0.0.1; say --server https://HOST");
            assertThat(server.asked()).as("and nothing was registered").hasSize(1);
            assertThat(faultline(server, "infra", "register", "prod", "--server", "https://chaos.example")).isZero();
        }
    }

    /** As experiment-service does when neither it nor the request says where agents reach it. */
    private static void asksForTheServer(PlayedServer server) {
        server.on("/api/v1/infrastructures", exchange -> {
            boolean told = server.asked().getLast().body().contains("\"server\":");
            byte[] answer = (told
                    ? PROD.formatted("")
                    : "{\"type\":\"x/invalid-request\",\"title\":\"No\",\"errors\":[{\"pointer\":\"/server\",\"message\":\"is missing\"}]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(told ? 201 : 400, answer.length);
            exchange.getResponseBody().write(answer);
        });
    }

    @Test
    void imagesThatNobodyHasPublishedAreNamedAndNoOthers() throws IOException {
        String manifest = "image: \\\"%s\\\"\\nvalue: \\\"%s\\\"\\nimage: \\\"%s\\\"\\n";
        String theirs = "docker.io/faultline/agent:0.1.0";
        try (PlayedServer server = new PlayedServer().on("/api/v1/infrastructures", 201, PROD.formatted(
                ",\"manifest\":\"%s\"".formatted(manifest.formatted(theirs, "docker.io/faultline/helper:0.1.0",
                        theirs))))) {
            assertThat(faultline(server, "infra", "register", "prod", "--server", "https://chaos.example", "--file",
                    folder.resolve("agent.yaml").toString())).isZero();
            Golden.assertSame("infra-register-unpublished.txt", screen());
        }
        String ours = "registry.example/faultline/agent:0.1.0";
        try (PlayedServer server = new PlayedServer().on("/api/v1/infrastructures", 201, PROD.formatted(
                ",\"manifest\":\"%s\"".formatted(manifest.formatted(ours, ours, ours))))) {
            assertThat(faultline(server, "infra", "register", "prod", "--server", "https://chaos.example")).isZero();
            assertThat(screen()).doesNotContain("nobody has published");
        }
    }

    @Test
    void whatIsNamedIsChangedInTheVersionThatIsThereAndWhatIsEmptyTakenAway() throws IOException {
        String path = "/api/v1/infrastructures/019a1234-5678-7abc-8def-000000000002";
        try (PlayedServer server = server()) {
            assertThat(faultline(server, "infra", "change", "prod", "--faults", "pod-delete,pod-evict", "--image",
                    "registry.example/agent:2", "--node-selector", "zone=b,disk=", "--tags", "", "--namespace", ""))
                    .isZero();
            Golden.assertSame("infra-change.txt", screen());
            assertThat(server.asked().getLast()).satisfies(asked -> {
                assertThat(asked.method()).isEqualTo("PATCH");
                assertThat(asked.path()).isEqualTo(path);
                assertThat(asked.ifMatch()).isEqualTo("\"7\"");
                assertThat(Wire.mapper().readTree(asked.body())).isEqualTo(Wire.mapper()
                        .readTree("""
                                  {"namespace":null,"faults":["pod-delete","pod-evict"],"tags":null,
                                   "nodeSelector":{"zone":"b","disk":null},"image":"registry.example/agent:2"}"""));
            });
            assertThat(faultline(server, "infra", "change", "prod", "--description", "the shop")).isZero();
            assertThat(screen()).as("nothing of that is in the manifest").doesNotContain("re-apply");
            int before = server.asked().size();
            assertThat(faultline(server, "infra", "change", "prod")).isEqualTo(Exit.USAGE.code());
            assertThat(server.asked()).as("nothing is asked for").hasSize(before);
        }
    }
}
