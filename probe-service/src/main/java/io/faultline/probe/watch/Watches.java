package io.faultline.probe.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.ids.RunId;

/** The loops there are, kept so that a restart goes on with them. */
public interface Watches {
    /** A loop as it was when it was last saved. */
    record Saved(Watch watch, Instant at) {}

    void begin(List<Watch> watches, Instant now);

    /** Keeps what was seen; false when the loop is no longer wanted. */
    boolean save(Watch watch, Instant now);

    /** It is not to be resumed; its result is still to be asked for. False when it had been ended before, or is none. */
    boolean end(WatchKey key);

    void forget(WatchKey key);

    void forget(RunId run);

    Optional<Watch> find(WatchKey key);

    List<Watch> of(RunId run);

    /** Those not ended, of all runs. */
    List<Saved> running();
}
