package io.faultline.injector.fault.application;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Speaks HTTP, within a bounded time, to where it may. */
public interface Doors {
    Answer call(String address, Call call) throws IOException, InterruptedException;

    /** Waits no longer than this for the answer to something that goes on meanwhile. */
    Optional<Answer> begin(String address, Call call, Duration wait) throws IOException, InterruptedException;

    /** Whether connections to it are accepted from here. */
    boolean reaches(String host, int port);
}
