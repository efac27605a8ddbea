package io.faultline.probe.watch;

import java.util.Optional;
import java.util.Set;

import io.faultline.contracts.ids.RunId;

/** Runs loops. */
public interface Loops {
    void begin(Watch watch);

    /** Asks a loop to end after the evaluation it is in. */
    void end(WatchKey key);

    /** Ends a loop, waiting for the evaluation it is in at most the probe's timeout; empty when it does not run here. */
    Optional<Watch> ended(WatchKey key) throws InterruptedException;

    /** What a loop that runs here has seen so far. */
    Optional<Watch> latest(WatchKey key);

    /** Those begun here and not handed in. */
    Set<WatchKey> here();

    /** Ends loops that are no longer wanted here, and keeps what they saw if they still are somewhere. */
    void handIn(Set<WatchKey> keys);

    /** Cuts all loops of a run; nothing more comes of them. */
    void drop(RunId run);

    /** Cuts all there are, and keeps what they saw, so that it can be gone on from there. */
    void close() throws InterruptedException;
}
