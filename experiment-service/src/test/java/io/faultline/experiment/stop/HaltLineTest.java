package io.faultline.experiment.stop;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.ids.RunId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HaltLineTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");
    private static final Heard REACHED = new Heard.Reached(0, List.of());
    private static final Halt HALT = new Halt(1, "ana", "INC-991", NOW, 0, null);
    private final Told told = new Told();
    private final Kept kept = new Kept();
    private final HaltLine line = new HaltLine(new ProjectId("default"), kept, told);

    /** The injector, as it is told. */
    private static final class Told implements DirectLine {
        private final List<String> words = new ArrayList<>();
        private Heard answer = REACHED;

        @Override
        public Heard stop(RunId run, String reason) {
            throw new AssertionError("no run is stopped here");
        }

        @Override
        public Heard halt(String reason, String requestedBy) {
            words.add("halt " + reason);
            return answer;
        }

        @Override
        public Heard release(String reason, String releasedBy) {
            words.add("release " + reason);
            return answer;
        }
    }

    /** What is kept: at most the one in force. */
    private static final class Kept implements Halts {
        private Optional<Halt> inForce = Optional.empty();

        @Override
        public Optional<Halt> inForce(ProjectId project) {
            return inForce;
        }

        @Override
        public void keepOff(ProjectId project) {}

        @Override
        public void keepStartsOff(ProjectId project) {}

        @Override
        public Halt begin(ProjectId project, String requestedBy, String reason, Instant since, int runsStopped) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Halt> release(ProjectId project, Halt.Release release) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Halt> latest(ProjectId project, int limit) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void tellsHowThingsAreAfterEachStartAndThenOnlyWhatChanged() {
        assertThat(line.remind("it")).contains(REACHED);
        assertThat(line.remind("it")).isEmpty();
        kept.inForce = Optional.of(HALT);
        assertThat(line.knows(kept.inForce)).isFalse();
        assertThat(line.remind("another instance")).contains(REACHED);
        assertThat(line.knows(kept.inForce)).isTrue();
        assertThat(line.remind("it")).isEmpty();
        assertThat(told.words).containsExactly("release nothing is halted", "halt INC-991");
    }

    @Test
    void tellsAgainUntilItIsAcknowledged() {
        told.answer = new Heard.Unreached("it is away");
        kept.inForce = Optional.of(HALT);
        line.tell(HALT);
        assertThat(line.remind("it")).isPresent();
        told.answer = REACHED;
        assertThat(line.remind("it")).isPresent();
        assertThat(line.remind("it")).isEmpty();
        assertThat(told.words).hasSize(3).containsOnly("halt INC-991");
    }

    @Test
    void aReleaseThatWasOvertakenByAnOldHaltIsToldAgain() {
        Halt released = new Halt(1, "ana", "INC-991", NOW, 0, new Halt.Release("ben", "over", NOW));
        line.tell(released);
        line.tell(HALT);
        assertThat(line.remind("it")).isPresent();
        assertThat(told.words).containsExactly("release over", "halt INC-991", "release nothing is halted");
    }
}
