package io.faultline.injector.fault.disk;

import java.io.IOException;

/** The file systems of this machine. */
public interface Disk {
    /** How large the file system under a folder is, and how much of it can still be used, in bytes. */
    record Room(long total, long usable) {}

    /** The folder's real path: without links and dots. Fails if it is none, or cannot be written to. */
    String folder(String path) throws IOException;

    Room room(String folder) throws IOException;

    /** How large a file is; 0 if there is none. */
    long size(String file) throws IOException;

    /** Makes the file so large, really taking the room; stops when interrupted. */
    void fill(String file, long bytes) throws IOException, InterruptedException;

    void delete(String file) throws IOException;
}
