package io.faultline.injector.fault.process;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The processes of this machine. */
public interface Processes {
    /** What came of sending a signal. */
    enum Sent {
        DONE, GONE, FORBIDDEN
    }

    /** Why processes cannot be touched on this machine, if they cannot. */
    Optional<String> unsupported();

    Optional<OsProcess> find(long pid);

    List<OsProcess> all();

    /** Processes that listen on this TCP port, by either version of IP. */
    Set<Long> listeningOn(int port);

    /** What it is, if it is never hit: Faultline itself, what it lives by, or what keeps the machine. */
    Optional<String> protectedAs(OsProcess process);

    /** The process id that stands in a file, if one does. */
    Optional<Long> inFile(String path);

    /** Sends a signal to the process with this pid, but only if it is the one that started at that tick. */
    Sent send(long pid, long startedAt, Signal signal);
}
