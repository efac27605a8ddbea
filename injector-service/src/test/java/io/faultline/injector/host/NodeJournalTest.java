package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.faultline.injector.fault.beside.Effect;
import io.faultline.injector.fault.beside.EffectLine;
import io.faultline.injector.fault.beside.Standing;
import io.faultline.injector.fault.beside.Victim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class NodeJournalTest {
    private static final Effect FILL = new Effect.Fill(new Victim("u1", "c1", "db"), "/data", 1, 0, 0);
    private static final NodeJournal.Entry ENTRY = new NodeJournal.Entry(
            new Standing("faultline-a.1", FILL, Map.of("tcp", 4711)), 1, 2, 3);

    @TempDir
    private Path folder;

    @Test
    void findsAgainWhatItWasGiven() throws IOException {
        NodeJournal journal = new NodeJournal(folder);
        for (NodeJournal.Entry entry : List.of(ENTRY, ENTRY.at("/var/lib/a volume"))) {
            journal.write(entry);
            assertThat(journal.find(ENTRY.key())).contains(entry);
            assertThat(journal.all()).containsExactly(entry);
        }
        journal.remove(ENTRY.key());
        assertThat(journal.all()).isEmpty();
    }

    /** A helper that is killed while it ends one leaves it to be found. */
    @Test
    void whatIsEndingIsFoundUntilItIsGone() throws IOException {
        NodeJournal journal = new NodeJournal(folder);
        journal.write(ENTRY);
        journal.beginToEnd(ENTRY.key());
        journal.beginToEnd(ENTRY.key());
        assertThat(journal.find(ENTRY.key())).get().returns(true, NodeJournal.Entry::ending)
                .returns(ENTRY.standing(), NodeJournal.Entry::standing);
        assertThat(journal.all()).singleElement().returns(true, NodeJournal.Entry::ending);
        journal.write(ENTRY);
        assertThat(journal.all()).as("made anew").containsExactly(ENTRY);
        journal.beginToEnd(ENTRY.key());
        journal.remove(ENTRY.key());
        assertThat(journal.all()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    /** One may be on the node while the injector is updated. */
    @Test
    void readsWhatHelpersBeforeHaveWritten() throws IOException {
        Files.writeString(folder.resolve("faultline-a.1.effect"),
                "1\n2 3\n%s\ntcp=4711\n".formatted(EffectLine.write(FILL)));
        assertThat(new NodeJournal(folder).all()).containsExactly(ENTRY);
    }
}
