package io.faultline.probe.watch;

import java.util.Optional;

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

    /** Cuts all loops of a run; nothing more comes of them. */
    void drop(RunId run);
}
