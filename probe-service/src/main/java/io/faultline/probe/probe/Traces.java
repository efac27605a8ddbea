package io.faultline.probe.probe;

import org.jspecify.annotations.Nullable;

/** Carries a run's trace from the fact that asked, over threads and restarts, to what is measured. */
public interface Traces {
    /** The W3C traceparent of the current span, if there is one. */
    @Nullable
    String current();

    /** Does something inside a span that continues the given trace. */
    void continued(@Nullable String traceparent, String name, Runnable work);
}
