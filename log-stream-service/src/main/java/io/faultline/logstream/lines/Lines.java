package io.faultline.logstream.lines;

import java.time.Instant;
import java.util.List;

import io.faultline.logstream.tail.Kept;

/** The log of all runs. */
public interface Lines {
    /** Keeps those not kept yet and what is missing between them, within the caller's transaction. */
    Outcome keep(List<Said.Line> lines);

    /** Forgets what was said before then, some of it; how many lines that were. */
    int forget(Instant before);

    /**
     * What was kept.
     *
     * @param lost how many lines were found missing
     */
    record Outcome(List<Kept> kept, long lost) {}
}
