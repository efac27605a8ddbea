package io.faultline.probe.config;

import io.faultline.probe.probe.Traces;
import io.faultline.runlog.Tracing;
import org.jspecify.annotations.Nullable;

/** Traces as the run log carries them. */
record RunTraces(Tracing tracing) implements Traces {
    @Override
    public @Nullable String current() {
        return tracing.current();
    }

    @Override
    public void continued(@Nullable String traceparent, String name, Runnable work) {
        tracing.continued(traceparent, name, work);
    }
}
