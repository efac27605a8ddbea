package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.Standing;
import io.faultline.injector.fault.beside.Victim;
import io.faultline.injector.fault.process.OsProcess;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** With a process of ours in the place of the kubelet, which others on this machine need. */
class NodeKubeletIT {
    private static final Effect FREEZE = new Effect.FreezeKubelet(Victim.node("node-1"));

    private final Machine machine = new Machine();
    private final OsProcess self = machine.processes.find(ProcessHandle.current().pid()).orElseThrow();
    @TempDir
    private Path folder;
    private Process process;
    private NodeJournal journal;
    private NodeKubelet kubelet;

    @BeforeEach
    void start() throws IOException {
        process = machine.sleeping("313");
        journal = new NodeJournal(folder);
        kubelet = new NodeKubelet(journal, this::found, machine.processes);
    }

    @AfterEach
    void end() {
        machine.close();
    }

    private Optional<OsProcess> found() {
        return machine.processes.find(process.pid());
    }

    private void freeze(String key) throws IOException {
        journal.write(new NodeJournal.Entry(new Standing(key, FREEZE, Map.of()), Long.MAX_VALUE, self.pid(),
                self.startedAt()));
        String _ = kubelet.freeze(key);
    }

    private void isFrozen() {
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> machine.isFrozen(process.pid()));
    }

    @Test
    void isFrozenAndGoesOn() throws Exception {
        freeze("a");
        isFrozen();
        kubelet.letGoOn("a");
        assertThat(machine.isFrozen(process.pid())).isFalse();
        assertThat(journal.find("a")).get().returns(true, NodeJournal.Entry::ending);
    }

    @Test
    void isNotFrozenAnyMoreOnceItWasToldToGoOn() throws Exception {
        freeze("a");
        kubelet.letGoOn("a");
        Awaitility.await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(5))
                .until(() -> !machine.isFrozen(process.pid()));
    }

    /** Whoever is killed while it lets it go on, or cannot, leaves that to the next one. */
    @Test
    void isInTheJournalUntilItGoesOn() throws Exception {
        freeze("a");
        isFrozen();
        OsProcess stopped = found().orElseThrow();
        var blind = new NodeKubelet(journal, () -> Optional.of(stopped), machine.processes);
        assertThatThrownBy(() -> blind.letGoOn("a")).hasMessageContaining("stays frozen");
        assertThat(journal.find("a")).isPresent();
    }

    @Test
    void staysFrozenForAnotherOneWhoseHelperLives() throws Exception {
        freeze("a");
        isFrozen();
        assertThatThrownBy(() -> freeze("b")).hasMessageContaining("is frozen already");
        kubelet.letGoOn("b");
        assertThat(machine.isFrozen(process.pid())).isTrue();
        journal.write(new NodeJournal.Entry(new Standing("dead", FREEZE, Map.of()), Long.MAX_VALUE, self.pid(), 1));
        kubelet.letGoOn("a");
        assertThat(machine.isFrozen(process.pid())).isFalse();
    }
}
