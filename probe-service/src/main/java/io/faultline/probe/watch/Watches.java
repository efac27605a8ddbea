package io.faultline.probe.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.faultline.contracts.ids.RunId;

/** The loops there are, kept so that a restart goes on with them. */
public interface Watches {
    /** A loop as it was when it was last saved. */
    record Saved(Watch watch, Instant at) {}

    /**
     * A loop as somebody else has saved it.
     *
     * @param whole nothing will be added: it is over, or nobody runs it any more
     */
    record Found(Watch watch, boolean whole) {}

    void begin(List<Watch> watches, Instant now);

    /** Keeps what was seen; false when the loop is no longer wanted, or not of this instance. */
    boolean save(Watch watch, Instant now);

    /** It is not to be resumed; its result is still to be asked for. False when it had been ended before, or is none. */
    boolean end(WatchKey key);

    void forget(WatchKey key);

    void forget(RunId run);

    /** Forgets those nobody has saved since this moment: of runs whose end was never heard. */
    void forget(Instant before);

    Optional<Found> find(WatchKey key);

    List<Watch> of(RunId run);

    /** Those not ended whose owner is gone, of all runs; now they are this instance's. */
    List<Saved> takeUp();

    /** Those not ended that are this instance's, of all runs. */
    Set<WatchKey> mine();

    /** Keeps what a loop saw that evaluates no more, for whoever has to answer with it. */
    void over(Watch watch, Instant now);
}
