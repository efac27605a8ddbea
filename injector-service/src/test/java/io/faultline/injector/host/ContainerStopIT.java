package io.faultline.injector.host;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import io.faultline.injector.fault.process.OsProcess;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Processes of this machine, deaf to SIGTERM and not. */
class ContainerStopIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final LinuxProcesses processes = LinuxProcesses.toMend();
    private final ContainerStop stop = new ContainerStop(processes);
    private @Nullable Process started;

    private OsProcess start(String onTerm) throws Exception {
        Process child = new ProcessBuilder("sh", "-c", "trap '%s' TERM; echo ready; while :; do sleep 0.05; done"
                .formatted(onTerm)).start();
        started = child;
        assertThat(child.inputReader().readLine()).isEqualTo("ready");
        return processes.find(child.pid()).orElseThrow();
    }

    private Process child() {
        return Objects.requireNonNull(started);
    }

    @AfterEach
    void end() {
        if (started != null) {
            started.destroyForcibly();
        }
    }

    @Test
    void whoHearsEndsByItself() throws Exception {
        assertThat(stop.stop(start("exit 7"), "c", LONG)).contains("SIGTERM").endsWith("c, which has ended");
        assertThat(child().waitFor()).isEqualTo(7);
    }

    @Test
    void whoIsDeafIsKilledAfterTheGrace() throws Exception {
        assertThat(stop.stop(start(""), "c", Duration.ofMillis(400))).contains("SIGKILL after 400 ms");
        assertThat(child().waitFor()).isEqualTo(137);
    }

    @Test
    void itIsNotSaidBeforeItIsGone() throws Exception {
        OsProcess main = start("exit 7");
        assertThat(stop.kill(main, "c")).contains("SIGKILL").endsWith("which is gone");
        assertThat(processes.find(main.pid()).filter(now -> now.startedAt() == main.startedAt())).isEmpty();
        assertThat(child().waitFor()).isEqualTo(137);
    }

    @Test
    void whoseFaultIsStoppedMeanwhileLivesOn() throws Exception {
        OsProcess main = start("");
        CompletableFuture<String> said = new CompletableFuture<>();
        Thread stopping = Thread.ofPlatform().start(() -> {
            try {
                said.complete(stop.stop(main, "c", LONG));
            } catch (Exception e) {
                said.completeExceptionally(e);
            }
        });
        Awaitility.await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        stopping.interrupt();
        assertThatThrownBy(said::join).hasCauseInstanceOf(InterruptedException.class);
        assertThat(child().isAlive()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"PT30S, PT60S, PT30S", "PT30S, PT20S, PT19S", "PT30S, PT1S, PT0.5S", "PT30S, PT0S, PT0.3S",
            "PT30S, PT-1S, PT0.3S", "PT0S, PT20S, PT0S", "PT0.1S, PT0S, PT0.1S"})
    void theGraceIsThePodsButEndsBeforeTheFault(Duration wanted, Duration longest, Duration grace) {
        assertThat(ContainerStop.grace(wanted, longest)).isEqualTo(grace);
    }
}
