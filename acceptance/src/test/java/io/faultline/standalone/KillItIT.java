package io.faultline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Types <code>docs/kill-it.md</code> from its first to its last line: a real house, a real process, a real
 * <code>kill -9</code> (cases 1 and 4). The launcher is played, for it would build the checkout; the home is a folder
 * of this test, and the port any free one.
 */
class KillItIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path home;
    private TypedTerminal first;
    private TypedTerminal second;

    @BeforeEach
    void aCheckoutAndTwoTerminals() throws IOException {
        Path checkout = Files.createDirectory(home.resolve("checkout"));
        Path examples = Files.createDirectory(checkout.resolve("examples"));
        Files.copy(ROOT.resolve("examples/ten-minutes.yaml"), examples.resolve("ten-minutes.yaml"));
        Path launcher = Files.createFile(checkout.resolve("faultline"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.writeString(launcher,
                """
                #!/bin/sh
                [ "$1" = dev ] && set -- dev --port 0
                export FAULTLINE_HOME="$HOME/.faultline"
                [ -f "$FAULTLINE_HOME/house.json" ] && export \
                FAULTLINE_ADDRESS="$(sed 's/.*"address":"\\([^"]*\\)".*/\\1/' "$FAULTLINE_HOME/house.json")"
                exec %s -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m -Dstdout.encoding=UTF-8 \
                -Dstderr.encoding=UTF-8 --enable-native-access=ALL-UNNAMED -cp "$CLASSES" %s "$@"
                """
                        .formatted(Path.of(System.getProperty("java.home"), "bin", "java"), Main.class.getName()));
        Map<String, String> environment = Map.of("HOME", home.toString(), "LC_ALL", "C.UTF-8", "CLASSES",
                System.getProperty("java.class.path"));
        first = new TypedTerminal(checkout, environment);
        second = new TypedTerminal(checkout, environment);
    }

    @AfterEach
    void closeBoth() throws IOException {
        first.close();
        second.close();
        Path left = home.resolve(".faultline/data/postgres/postmaster.pid");
        if (Files.exists(left)) {
            ProcessHandle.of(Long.parseLong(Files.readAllLines(left).getFirst().strip()))
                    .ifPresent(ProcessHandle::destroy);
            await().atMost(PATIENCE).until(() -> !Files.exists(left));
        }
    }

    @Test
    void showsWhatThePageShows() throws Exception {
        List<DocsPage.Step> steps = DocsPage.read(ROOT.resolve("docs/kill-it.md")).steps();
        assertThat(steps).hasSizeGreaterThan(10);
        for (DocsPage.Step step : steps) {
            if (step.stays()) {
                startAndStay(step);
            } else if (step.onlyLooks()) {
                lookUntilShown(step);
            } else {
                List<String> output = second.type(step.typed(), PATIENCE);
                assertThat(step.missingIn(output)).as("%s%nshows %s", step.typed(), output).isEmpty();
            }
        }
    }

    private void startAndStay(DocsPage.Step step) throws IOException {
        Path note = home.resolve(".faultline/house.json");
        Files.deleteIfExists(note);
        first.typeOnly(step.typed());
        await().atMost(PATIENCE).until(() -> Files.exists(note));
    }

    /** What only looks may come too early here, for machines that build are slower than readers. */
    private void lookUntilShown(DocsPage.Step step) {
        AtomicReference<List<String>> output = new AtomicReference<>(List.of());
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            output.set(second.type(step.typed(), PATIENCE));
            assertThat(step.missingIn(output.get())).as("%s%nshows %s", step.typed(), output.get()).isEmpty();
        });
    }
}
