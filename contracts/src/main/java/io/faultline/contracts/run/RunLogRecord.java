package io.faultline.contracts.run;

import io.faultline.contracts.ids.RunId;

/**
 * Bulky things said about a run, on the topic <code>faultline.logs</code>: not facts, so a loss is no error, but it is
 * never silent: each carries its source and a number without gaps.
 */
public sealed interface RunLogRecord permits LogLine, ProbeSample, LinesEnded {
    RunId run();

    /** Who says it: service and instance. */
    String source();

    /** Counts up by one for each run and source, from 1; a hole is a loss. */
    long sequence();
}
