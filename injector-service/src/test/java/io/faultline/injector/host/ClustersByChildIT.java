package io.faultline.injector.host;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.NotReverted;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** With a real process, which says who it is. */
class ClustersByChildIT {
    private static final ClusterUndo UNDO = new ApiUndo.Uncordon(null, "node-1", "uid", "m", false);

    private final AtomicLong nanos = new AtomicLong();
    private final ClustersByChild clusters = new ClustersByChild(List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-cp",
            System.getProperty("java.class.path"), AnsweringChild.class.getName()), nanos::get);

    @AfterEach
    void leaveNothing() {
        pass(Duration.ofMinutes(2));
        Awaitility.await().until(() -> ProcessHandle.current().children().noneMatch(ClustersByChildIT::isOurs));
    }

    private static boolean isOurs(ProcessHandle each) {
        return each.info().commandLine().orElse("").contains(AnsweringChild.class.getName());
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private ProcessHandle asked() {
        NotReverted answer = catchThrowableOfType(NotReverted.class, () -> clusters.revert(UNDO));
        return ProcessHandle.of(Long.parseLong(answer.reason())).orElseThrow();
    }

    @Test
    void oneProcessIsAskedAgainWhileThatIsNotLongAgo() {
        ProcessHandle first = asked();
        pass(Duration.ofSeconds(50));
        assertThat(asked()).isEqualTo(first);
        pass(Duration.ofSeconds(50));
        Awaitility.await().during(Duration.ofSeconds(1)).until(first::isAlive);
        assertThat(asked()).isEqualTo(first);
    }

    @Test
    void oneThatNobodyHasAskedForAMinuteGoesAndTheNextAnswers() {
        ProcessHandle first = asked();
        pass(Duration.ofSeconds(61));
        Awaitility.await().until(() -> !first.isAlive());
        ProcessHandle second = asked();
        assertThat(second).isNotEqualTo(first);
        assertThat(second.isAlive()).isTrue();
    }
}
