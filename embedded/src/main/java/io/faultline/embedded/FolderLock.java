package io.faultline.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.jspecify.annotations.Nullable;

/**
 * Keeps a data folder to one living instance. The operating system drops the lock with the process that holds it, so
 * whoever holds it knows that everything still running on this folder is an orphan.
 */
final class FolderLock implements AutoCloseable {
    private final FileChannel channel;
    private final Path owner;

    private FolderLock(FileChannel channel, Path owner) {
        this.channel = channel;
        this.owner = owner;
    }

    static FolderLock take(Path folder, String purpose) throws IOException {
        Files.createDirectories(folder);
        Path owner = folder.resolve("owner.pid");
        FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new EmbeddedFailure(
                    "The data folder %s of %s is in use by another instance (pid %s): end that one, or choose another folder."
                            .formatted(folder, purpose, Files.exists(owner) ? Files.readString(owner) : "unknown"));
        }
        Files.writeString(owner, Long.toString(ProcessHandle.current().pid()));
        return new FolderLock(channel, owner);
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(owner);
        channel.close();
    }
}
