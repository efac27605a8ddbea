package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.faultline.injector.fault.beside.Doors;
import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.HttpChange;
import io.faultline.injector.fault.beside.Standing;
import io.faultline.injector.fault.beside.Victim;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is ended, and when the journal forgets it; on this machine, for a pod that is gone. */
class NodeHandsIT {
    private static final String KEY = "faultline-node-hands";
    private static final Effect HTTP = new Effect.Http(new Victim("no-such-pod-01234567", "", "shop"), 8080, 100,
            new HttpChange.Reset(1));

    private final Machine machine = new Machine();
    @TempDir
    private Path folder;
    private NodeJournal journal;
    private NodeHands hands;
    private final List<Boolean> closed = new ArrayList<>();
    private boolean stuck;

    @BeforeEach
    void start() {
        journal = new NodeJournal(folder);
        hands = new NodeHands(journal, new Namespaces(), new Doors() {
            @Override
            public Map<String, Integer> open(String key, Effect effect, List<String> servers, Opener sockets) {
                return Map.of();
            }

            @Override
            public void close(String key) {
                closed.add(journal.find(key).filter(NodeJournal.Entry::ending).isPresent());
                if (stuck) {
                    throw new IllegalStateException("stuck");
                }
            }
        });
    }

    private void isInForce(Effect effect) throws IOException {
        journal.write(new NodeJournal.Entry(new Standing(KEY, effect, Map.of()), Long.MAX_VALUE, 2, 3));
    }

    @Test
    void theJournalForgetsAnEffectLast() throws Exception {
        isInForce(HTTP);
        hands.end(KEY, HTTP);
        assertThat(closed).containsExactly(true);
        assertThat(journal.all()).isEmpty();
    }

    @Test
    void whatCouldNotBeEndedIsLeftToWhoeverTriesAgain() throws Exception {
        isInForce(HTTP);
        stuck = true;
        assertThatThrownBy(() -> hands.end(KEY, HTTP)).hasMessage("stuck");
        assertThat(hands.orphans(0)).extracting(NodeJournal.Entry::key).containsExactly(KEY);
        stuck = false;
        hands.end(KEY, HTTP);
        assertThat(journal.all()).isEmpty();
    }

    /** The journal tells of one only. */
    @Test
    void whatWasMadeUnderOneKeyIsAllEnded() throws Exception {
        Effect cpu = new Effect.Cpu(Victim.node("node-1"), 1, 1);
        for (Effect known : List.of(HTTP, cpu)) {
            closed.clear();
            machine.workers.start(KEY, List.of("cpu", "1", "1"), Duration.ofSeconds(60));
            isInForce(known);
            hands.end(KEY, known.equals(HTTP) ? cpu : HTTP);
            assertThat(closed).hasSize(1);
            assertThat(machine.processes.all()).noneMatch(each -> each.commandLine().contains(" " + KEY + " "));
            assertThat(journal.all()).isEmpty();
        }
    }
}
