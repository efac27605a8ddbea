package io.faultline.logstream.lines;

import java.time.Instant;

/** What is kept of a run's log: a line, or the knowledge that lines are missing. */
public sealed interface Said {
    String run();

    String source();

    Instant at();

    /** Unique: by this a redelivery is recognised. */
    String eventId();

    /** A log line, a probe sample, or the word that a source has no more to say, as it came. */
    record Line(String run, String source, long number, Instant at, String eventId, String type, String json)
            implements
                Said {}

    /** Lines from this number to that were said and never arrived. */
    record Lost(String run, String source, long from, long to, Instant at, String eventId) implements Said {
        public static final String TYPE = "io.faultline.lines-lost.v1";

        public long count() {
            return to - from + 1;
        }
    }
}
