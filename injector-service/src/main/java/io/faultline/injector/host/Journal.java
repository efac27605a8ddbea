package io.faultline.injector.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder of this machine with a file for each effect that is, or may be, in force: what is left when Postgres, Kafka
 * and this process are gone. Files come and go while it is read.
 */
final class Journal {
    private static final String SUFFIX = ".undo";

    private final Path folder;
    private final AtomicLong asked = new AtomicLong();
    private final Object syncing = new Object();
    private long synced;

    /** What lies in the folder: the entries, and the files that are none. */
    record Contents(List<JournalEntry> entries, List<Unreadable> unreadable) {}

    /** A file that cannot be read as an entry, and why: a person has to look at it. */
    record Unreadable(Path file, String reason) {}

    Journal(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Returns when it is on the disk, to be found there also after the power failed. */
    void add(JournalEntry entry) throws IOException {
        Files.createDirectories(folder);
        Path draft = folder.resolve("%s.%d.new".formatted(entry.key(), entry.fence()));
        try (FileChannel out = FileChannel.open(draft, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(entry.write().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(draft, file(entry.key()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder();
    }

    /** Who asks while others are at it waits for the next turn, which serves all that asked meanwhile. */
    private void syncFolder() throws IOException {
        long mine = asked.incrementAndGet();
        synchronized (syncing) {
            if (synced >= mine) {
                return;
            }
            long upTo = asked.get();
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
            synced = upTo;
        }
    }

    /** The entry of that key, if there is one that can be read. */
    Optional<JournalEntry> find(String key) {
        try {
            return Optional.of(JournalEntry.read(Files.readAllLines(file(key))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether somebody else holds the effect of that key by now. */
    boolean isTakenOver(String key, long fence) {
        return find(key).filter(entry -> entry.fence() > fence).isPresent();
    }

    /** Whether it is taken over, or mended by somebody else. */
    boolean hasLeft(String key, long fence) {
        return Files.isDirectory(folder) && Files.notExists(file(key)) || isTakenOver(key, fence);
    }

    /** Forgets what is mended, unless someone else has taken it over meanwhile. */
    void remove(String key, long fence) throws IOException {
        if (!isTakenOver(key, fence)) {
            Files.deleteIfExists(file(key));
        }
    }

    Contents read() throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                for (Path file : files) {
                    read(file, entries, unreadable);
                }
            }
        }
        entries.sort(Comparator.comparing(JournalEntry::key));
        return new Contents(List.copyOf(entries), List.copyOf(unreadable));
    }

    private static void read(Path file, List<JournalEntry> entries, List<Unreadable> unreadable) {
        try {
            JournalEntry entry = JournalEntry.read(Files.readAllLines(file));
            if (!file.getFileName().toString().equals(entry.key() + SUFFIX)) {
                throw new IllegalArgumentException("is the entry of " + entry.key() + " under another name");
            }
            entries.add(entry);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            unreadable.add(new Unreadable(file, "cannot be read: " + e.getMessage()));
        } catch (IllegalArgumentException e) {
            unreadable.add(new Unreadable(file, String.valueOf(e.getMessage())));
        }
    }

    private Path file(String key) {
        return folder.resolve(key + SUFFIX);
    }
}
