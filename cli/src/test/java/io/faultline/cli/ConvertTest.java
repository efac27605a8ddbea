package io.faultline.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;

import io.faultline.cli.api.PlayedServer;
import io.faultline.cli.report.Exit;
import io.faultline.cli.text.Size;
import io.faultline.cli.text.Terminal;
import io.faultline.contracts.wire.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Manifests of Harness and LitmusChaos on the command line. */
class ConvertTest {
    private static final String TUTORIAL = "../formats/src/test/resources/harness/pod-delete-workflow.json";
    private static final String TEMPLATE = """
                                           apiVersion: litmuschaos.io/v1alpha1
                                           kind: ChaosEngine
                                           metadata: {name: nginx-chaos, namespace: default}
                                           spec:
                                             appinfo: {appns: '', applabel: '', appkind: ''}
                                             chaosServiceAccount: pod-delete-sa
                                             experiments:
                                               - name: pod-delete
                                                 spec: {components: {env: [{name: CHAOS_INTERVAL, value: 5-10}]}}
                                           """;
    @TempDir
    Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String address = "http://127.0.0.1:9";

    private int faultline(String... args) {
        out.reset();
        err.reset();
        Terminal pipe = new Terminal(false, false, true, ZoneOffset.UTC, () -> Size.USUAL);
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), pipe,
                Map.of("FAULTLINE_ADDRESS", address, "FAULTLINE_API_KEY", "secret", "FAULTLINE_HOME",
                        folder.toString()),
                InstantSource.system());
        return Cli.commandLine(console).execute(args);
    }

    /** Both streams, as a person sees them. */
    private String screen() {
        return (err.toString(StandardCharsets.UTF_8) + "---\n" + out.toString(StandardCharsets.UTF_8))
                .replace(folder + "/", "");
    }

    @Test
    void showsWhatTheTutorialsWorkflowBecomes() throws IOException {
        assertThat(faultline("convert", TUTORIAL)).isZero();
        Golden.assertSame("convert-tutorial.txt", screen());
        assertThat(faultline("convert", TUTORIAL, "-o", "json", "-q")).isZero();
        JsonNode json = Wire.mapper().readTree(out.toString(StandardCharsets.UTF_8));
        assertThat(json.at("/spec/stages/0/faults/0/name").asString()).isEqualTo("pod-delete-ji5");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void writesAManifestThatBecomesTheSameAgain() throws IOException {
        faultline("convert", TUTORIAL, "-q");
        String own = out.toString(StandardCharsets.UTF_8);
        assertThat(faultline("convert", TUTORIAL, "-o", "litmus", "-q")).isZero();
        Path manifest = Files.writeString(folder.resolve("manifest.yaml"), out.toString(StandardCharsets.UTF_8));
        assertThat(manifest).content().startsWith("apiVersion: argoproj.io/v1alpha1\nkind: Workflow\n");
        assertThat(faultline("convert", manifest.toString(), "-q")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(own);
        Path ours = Files.writeString(folder.resolve("ours.yaml"), own);
        assertThat(faultline("convert", ours.toString(), "-o", "litmus", "-q")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("kind: Workflow", "pod-delete-ji5");
    }

    @Test
    void saysWhatIsMissingAndTakesItFromTheCommandLine() throws IOException {
        Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        assertThat(faultline("convert", template.toString())).isEqualTo(Exit.USAGE.code());
        Golden.assertSame("convert-refused.txt", screen());
        assertThat(faultline("validate", template.toString())).isEqualTo(Exit.USAGE.code());
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("template.yaml:5:12: it names no target");
        assertThat(faultline("convert", template.toString(), "-q", "--set", "applabel=app=cart", "--set",
                "appns=shop")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("namespace: shop", "labels: app=cart");
    }

    @Test
    void writesNoManifestThatWouldDoLess() {
        assertThat(faultline("convert", "../examples/payments-outage.yaml", "-o", "litmus"))
                .isEqualTo(Exit.USAGE.code());
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains(
                "this cannot be said in a manifest: /spec/hypothesis: Litmus has no hypothesis",
                "/spec/stages/0/faults/0/type: Litmus has no fault process-pause");
    }

    @Test
    void validatesAndRunsAManifestAsItIs() throws IOException {
        assertThat(faultline("validate", TUTORIAL)).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("my-pod-delete-experiment is valid",
                "differently: without a probePollingInterval", "5 things are left out; faultline convert " + TUTORIAL);
        String run = "019a1234-5678-7abc-8def-0123456789ab";
        try (PlayedServer server = new PlayedServer().on("/api/v1/runs", 202, "{\"run\":\"" + run + "\"}")) {
            address = server.address();
            assertThat(faultline("run", TUTORIAL, "--no-wait")).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8).strip()).isEqualTo(run);
            assertThat(server.asked().getFirst().body()).contains("\"name\":\"pod-delete-ji5\"", "faultline.io/v1");
        }
    }
}
