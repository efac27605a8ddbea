package io.faultline.logstream.tail;

import java.util.List;

/** What a client is to do next. */
public sealed interface Next {
    /** Send these. */
    record Send(List<Frame> frames) implements Next {}

    /** What lies from here to there did not fit into its buffer. */
    record Missed(long from, long to) implements Next {}

    /** There is more in the archive. */
    record Look() implements Next {}

    /** Nothing has happened. */
    record Quiet() implements Next {}

    /** The house closes. */
    record Closed() implements Next {}
}
