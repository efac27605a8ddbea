package io.faultline.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import io.faultline.cli.api.PlayedServer;
import io.faultline.cli.report.Exit;
import io.faultline.cli.text.Size;
import io.faultline.cli.text.Terminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class HubTest {
    private static final String HUB = "{\"id\":\"7d9f3a10-0000-4000-8000-000000000001\",\"name\":\"ours\",\"kind\":\"git\",\"state\":\"available\",\"faults\":2,\"experiments\":1}";
    private static final String PATH = "/api/v1/hubs/7d9f3a10-0000-4000-8000-000000000001";

    @TempDir
    Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PlayedServer server;

    HubTest() throws IOException {
        server = new PlayedServer();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private int faultline(String... args) {
        Terminal pipe = new Terminal(false, false, true, ZoneOffset.UTC, () -> Size.USUAL);
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), pipe, Map.of("FAULTLINE_ADDRESS", server.address(),
                        "FAULTLINE_API_KEY", "secret", "FAULTLINE_HOME", folder.toString(), "HUB_TOKEN", "t0ken\n"),
                InstantSource.system());
        return Cli.commandLine(console).execute(args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private PlayedServer.Asked last() {
        return server.asked().getLast();
    }

    @Test
    void addsAHubWithASecretFromTheEnvironmentOrAFile() throws IOException {
        server.on("/api/v1/hubs", 201, HUB);
        assertThat(faultline("hub", "add", "ours", "https://example.org/h.git", "--secret-env", "HUB_TOKEN"))
                .isEqualTo(Exit.PASSED.code());
        assertThat(last().method()).isEqualTo("POST");
        assertThat(last().body()).contains("\"auth\":\"TOKEN\"", "\"secret\":\"t0ken\"", "\"sync\":true");
        Path file = Files.writeString(folder.resolve("password"), "pass\n");
        faultline("hub", "add", "ours", "https://example.org/h.git", "--user", "me", "--secret-file", file.toString(),
                "--branch", "dev", "--no-sync");
        assertThat(last().body()).contains("\"auth\":\"BASIC\"", "\"user\":\"me\"", "\"secret\":\"pass\"",
                "\"branch\":\"dev\"", "\"sync\":false");
        assertThat(out()).contains("ours").doesNotContain("t0ken");
        assertThat(faultline("hub", "add", "ours", "https://example.org/h.git", "--secret-env", "NOTHING"))
                .isEqualTo(Exit.USAGE.code());
        assertThat(err()).contains("there is nothing in NOTHING");
    }

    @Test
    void entersBySshWithAKeyAndFetchesZipFilesWithoutOne() throws IOException {
        server.on("/api/v1/hubs", 201, HUB).on("/api/v1/gitops", 200, "{\"gitops\":{}}");
        Path key = Files.writeString(folder.resolve("key"), "-----BEGIN KEY-----\nabc\n-----END KEY-----\n");
        assertThat(faultline("hub", "add", "ours", "git@example.org:team/h.git", "--secret-file", key.toString(),
                "--host-key", "ssh-ed25519 AAAA")).isEqualTo(Exit.PASSED.code());
        assertThat(last().body()).contains("\"auth\":\"SSH\"", "\\nabc\\n", "\"hostKey\":\"ssh-ed25519 AAAA\"");
        faultline("gitops", "enable", "ssh://example.org:2222/h.git", "--user", "me", "--secret-file", key.toString());
        assertThat(last().body()).contains("\"auth\":\"SSH\"", "\"user\":\"me\"");
        faultline("hub", "add", "packed", "https://example.org/h.zip", "--zip");
        assertThat(last().body()).contains("\"zip\":true").doesNotContain("auth");
        assertThat(out()).doesNotContain("abc");
    }

    @Test
    void findsAHubByItsName() {
        server.on("/api/v1/hubs", 200, "{\"items\":[" + HUB + "],\"next\":null}").on(PATH, 200, HUB);
        assertThat(faultline("hub", "show", "ours")).isEqualTo(Exit.PASSED.code());
        assertThat(last().path()).isEqualTo(PATH);
        assertThat(faultline("hub", "list", "-o", "json")).isEqualTo(Exit.PASSED.code());
        assertThat(out()).contains("\"ours\"", "\"git\"");
        assertThat(faultline("hub", "sync", "theirs")).isEqualTo(Exit.ERROR.code());
        assertThat(err()).contains("there is no hub named 'theirs'");
    }

    @Test
    void listsWritesAndUsesTemplatesOfTheHubThatComesAlong() {
        String templates = "/api/v1/hubs/embedded/templates";
        server.on(templates, 200,
                "{\"items\":[{\"path\":\"faults/machine/process-pause\",\"description\":\"Freezes\"}],\"next\":null}")
                .on(templates + "/faults/machine/process-pause", 200, "apiVersion: faultline.io/v1\n")
                .on("/api/v1/hubs/embedded/experiments", 201, "{\"id\":\"1\",\"name\":\"mine\",\"revision\":1}");
        assertThat(faultline("hub", "faults", "--category", "machine")).isEqualTo(Exit.PASSED.code());
        assertThat(last().path()).contains("kind=fault", "category=machine");
        assertThat(out()).contains("faults/machine/process-pause", "Freezes");
        out.reset();
        assertThat(faultline("hub", "template", "faults/machine/process-pause")).isEqualTo(Exit.PASSED.code());
        assertThat(out()).isEqualTo("apiVersion: faultline.io/v1\n");
        assertThat(faultline("hub", "use", "faults/machine/process-pause", "--name", "mine"))
                .isEqualTo(Exit.PASSED.code());
        assertThat(last().body()).contains("\"template\":\"faults/machine/process-pause\"", "\"name\":\"mine\"");
    }

    @Test
    void saysWhyAPushIsRefused() {
        server.on("/api/v1/hubs/embedded/templates", 409,
                "{\"type\":\"https://faultline.io/problems/conflict\",\"title\":\"This contradicts the state of things\",\"status\":409,\"detail\":\"This hub takes nothing; add a hub\"}");
        assertThat(faultline("hub", "push", "0195f3a0-0000-7000-8000-000000000009", "--hub", "embedded"))
                .isNotEqualTo(Exit.PASSED.code());
        assertThat(err()).contains("add a hub");
    }

    @Test
    void showsHowTheRepositoryAndTheServerHaveDriftedApart() {
        String gitOps = "{\"enabled\":true,\"url\":\"https://example.org/c.git\",\"branch\":\"main\",\"experiments\":["
                + "{\"name\":\"cart\",\"state\":\"changed-here\",\"path\":\"litmus/default/cart.yaml\",\"errors\":[]},"
                + "{\"name\":\"shop\",\"state\":\"different\",\"path\":\"litmus/default/shop.yaml\",\"errors\":[{\"line\":4,\"column\":7,\"pointer\":\"/spec\",\"message\":\"no such fault\"}]}]}";
        server.on("/api/v1/gitops", 200, gitOps).on("/api/v1/gitops/sync", 200,
                "{\"taken\":[\"cart\"],\"forgotten\":[],\"refused\":[\"shop\"],\"gitops\":" + gitOps + "}");
        assertThat(faultline("gitops", "status")).isEqualTo(Exit.PASSED.code());
        assertThat(List.of(out().split("\n")))
                .anyMatch(line -> line.matches("cart +changed-here +litmus/default/cart.yaml.*"))
                .anyMatch(line -> line.contains("4:7: no such fault"));
        assertThat(faultline("gitops", "sync", "--overwrite")).isEqualTo(Exit.PASSED.code());
        assertThat(last().path()).endsWith("overwrite=true");
    }
}
