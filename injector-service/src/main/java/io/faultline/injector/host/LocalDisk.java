package io.faultline.injector.host;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import io.faultline.injector.fault.disk.Disk;

/** The file systems of this machine. */
final class LocalDisk implements Disk {
    private static final int CHUNK = 4 << 20;

    @Override
    public String folder(String path) throws IOException {
        Path folder = Path.of(path).toRealPath();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new NotDirectoryException(path);
        }
        return folder.toString();
    }

    @Override
    public Room room(String folder) throws IOException {
        FileStore store = Files.getFileStore(Path.of(folder));
        return new Room(store.getTotalSpace(), store.getUsableSpace());
    }

    @Override
    public long size(String file) throws IOException {
        return Files.exists(Path.of(file)) ? Files.size(Path.of(file)) : 0;
    }

    @Override
    public void fill(String file, long bytes) throws IOException, InterruptedException {
        byte[] filling = new byte[(int) Math.min(CHUNK, Math.max(1, bytes))];
        Arrays.fill(filling, (byte) 0x5A);
        try (FileChannel out = FileChannel.open(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long written = out.size();
            out.position(written);
            while (written < bytes) {
                ByteBuffer next = ByteBuffer.wrap(filling, 0, (int) Math.min(filling.length, bytes - written));
                written += out.write(next);
            }
        } catch (ClosedByInterruptException e) {
            throw (InterruptedException) new InterruptedException("stopped while writing").initCause(e);
        }
    }

    @Override
    public void delete(String file) throws IOException {
        Path path = Path.of(file);
        if (!path.getFileName().toString().startsWith("faultline-")) {
            throw new IOException(file + " was not made by Faultline and is not deleted");
        }
        Files.deleteIfExists(path);
    }
}
