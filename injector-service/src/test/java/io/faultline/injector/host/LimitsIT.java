package io.faultline.injector.host;

import java.io.IOException;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who holds a lock waits for other processes only so long, whatever they do. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LimitsIT {
    private static final Tool PATIENT = new Tool(Duration.ofSeconds(10));
    private static final Tool IMPATIENT = new Tool(Duration.ofMillis(300));

    private final Machine machine = new Machine();

    @AfterEach
    void end() {
        machine.processes.all().stream().filter(each -> each.commandLine().matches("sleep 3(14|15|16)"))
                .forEach(each -> ProcessHandle.of(each.pid()).ifPresent(ProcessHandle::destroyForcibly));
        machine.close();
    }

    private void isGone(String commandLine) {
        Awaitility.await().until(() -> machine.processes.all().stream()
                .noneMatch(each -> each.commandLine().equals(commandLine)));
    }

    @Test
    void aCommandIsFedAndHeard() throws Exception {
        assertThat(PATIENT.run("hello", "cat")).isEqualTo(new Tool.Outcome(0, "hello", ""));
        assertThat(PATIENT.run("", "cat", "/no/such/file").code()).isOne();
        assertThat(PATIENT.run("x".repeat(1 << 20), "true")).isEqualTo(new Tool.Outcome(0, "", ""));
        assertThatThrownBy(() -> PATIENT.run("", "cat", "/no/such/file").orFail("cat"))
                .isInstanceOf(IOException.class).hasMessageContaining("/no/such/file");
    }

    @Test
    void aCommandThatHangsIsEnded() {
        assertThatThrownBy(() -> IMPATIENT.run("", "sleep", "314")).isInstanceOf(IOException.class)
                .hasMessageContaining("sleep does not end within 300 ms");
        isGone("sleep 314");
    }

    @Test
    void aCommandThatDoesNotReadIsEnded() {
        assertThatThrownBy(() -> IMPATIENT.run("x".repeat(1 << 20), "sleep", "316")).isInstanceOf(IOException.class);
        isGone("sleep 316");
    }

    @Test
    void whatACommandWaitsForIsEndedWithIt() {
        assertThatThrownBy(() -> IMPATIENT.run("", "sh", "-c", "sleep 315; true")).isInstanceOf(IOException.class)
                .hasMessageContaining("sh does not end");
        isGone("sleep 315");
    }

    @Test
    void aChildThatNeverSaysThatItIsReadyIsKilled() throws Exception {
        Process hangs = machine.sleeping("317");
        assertThatThrownBy(() -> ChildJvm.awaitReady(hangs, Duration.ofMillis(300))).isInstanceOf(IOException.class)
                .hasMessageContaining("did not start within 300 ms");
        assertThat(hangs.waitFor()).isEqualTo(137);
        Process ends = machine.start("true");
        assertThatThrownBy(() -> ChildJvm.awaitReady(ends, Duration.ofSeconds(10))).hasMessage("it ended at once");
        ChildJvm.awaitReady(machine.start("echo", "ready"), Duration.ofSeconds(10));
    }
}
