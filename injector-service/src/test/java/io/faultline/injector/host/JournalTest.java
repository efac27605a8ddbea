package io.faultline.injector.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.faultline.injector.fault.Undo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JournalTest {
    @TempDir
    private Path folder;

    @Test
    void findsAgainWhatItWasGiven() throws IOException {
        for (Undo undo : List.of(new Undo.LetGoOn(4711, 12), new Undo.EndWorkers("faultline-a b"),
                new Undo.DeleteFile("/tmp/it's ünusual\n/faultline-x"))) {
            journal().add(entry("key", 3, undo));
            assertThat(journal().find("key")).contains(entry("key", 3, undo));
        }
        assertThat(journal().read().entries()).hasSize(1);
    }

    @Test
    void anEmptyOrMissingFolderHoldsNothing() throws IOException {
        assertThat(new Journal(folder.resolve("none")).read())
                .isEqualTo(new Journal.Contents(List.of(), List.of()));
    }

    @Test
    void namesTornAndForeignFilesAndLeavesThemAlone() throws IOException {
        journal().add(entry("whole", 1, new Undo.LetGoOn(1, 2)));
        String text = Files.readString(folder.resolve("whole.undo"));
        Files.writeString(folder.resolve("torn.undo"), text.substring(0, text.length() - 6));
        Files.writeString(folder.resolve("foreign.undo"), "hello");
        Files.write(folder.resolve("bytes.undo"), new byte[]{0, -1, -128, 10});
        Files.writeString(folder.resolve("renamed.undo"), text);
        Files.writeString(folder.resolve("odd.undo"), text.replace("let-go-on", "explode"));
        Files.createDirectory(folder.resolve("folder.undo"));

        Journal.Contents contents = journal().read();

        assertThat(contents.entries()).extracting(JournalEntry::key).containsExactly("whole");
        assertThat(contents.unreadable()).extracting(each -> each.file().getFileName().toString())
                .containsExactlyInAnyOrder("torn.undo", "foreign.undo", "bytes.undo", "renamed.undo", "odd.undo",
                        "folder.undo");
        assertThat(folder.resolve("torn.undo")).exists();
    }

    @Test
    void everyTornFileIsToldFromAWholeOne() throws IOException {
        String whole = entry("key", 1, new Undo.DeleteFile("/tmp/faultline-x")).write();
        for (int length = 0; length < whole.length() - 1; length++) {
            Files.writeString(folder.resolve("key.undo"), whole.substring(0, length));
            assertThat(journal().read().entries()).as(whole.substring(0, length)).isEmpty();
            assertThat(journal().read().unreadable()).hasSize(1);
        }
    }

    @Test
    void isNotMadeToForgetWhatAnotherHasTakenOver() throws IOException {
        journal().add(entry("key", 2, new Undo.LetGoOn(1, 2)));
        journal().remove("key", 1);
        assertThat(journal().find("key")).isPresent();
        assertThat(journal().hasLeft("key", 1)).isTrue();
        assertThat(journal().hasLeft("key", 2)).isFalse();
        journal().remove("key", 2);
        assertThat(journal().hasLeft("key", 2)).isTrue();
        journal().remove("key", 2);
    }

    @Test
    void aKeyNamesAFileAndNoOtherPlace() {
        for (String key : List.of("", "../x", "a/b", ".hidden", "a b")) {
            assertThatThrownBy(() -> entry(key, 1, new Undo.LetGoOn(1, 2)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private Journal journal() {
        return new Journal(folder);
    }

    private static JournalEntry entry(String key, long fence, Undo undo) {
        return new JournalEntry(key, fence, undo, Instant.parse("2026-01-01T00:00:00.123Z"), Duration.ofMillis(1234),
                "boot-1-pid-2", new JournalEntry.Owner(17, 99));
    }
}
