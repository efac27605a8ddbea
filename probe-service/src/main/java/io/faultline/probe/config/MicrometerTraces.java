package io.faultline.probe.config;

import java.util.HashMap;
import java.util.Map;

import io.faultline.probe.probe.Traces;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;

/** Traces by Micrometer; without a tracer nothing is traced and everything still works. */
record MicrometerTraces(@Nullable Tracer tracer, @Nullable Propagator propagator) implements Traces {
    private static final String TRACEPARENT = "traceparent";

    @Override
    public @Nullable String current() {
        Span span = tracer == null ? null : tracer.currentSpan();
        if (span == null || propagator == null) {
            return null;
        }
        Map<String, String> carrier = new HashMap<>();
        propagator.inject(span.context(), carrier, (_, name, value) -> carrier.put(name, value));
        return carrier.get(TRACEPARENT);
    }

    @Override
    public void continued(@Nullable String traceparent, String name, Runnable work) {
        if (tracer == null || propagator == null || traceparent == null) {
            work.run();
            return;
        }
        Span span = propagator.extract(Map.of(TRACEPARENT, traceparent), Map::get).name(name).start();
        try (Tracer.SpanInScope _ = tracer.withSpan(span)) {
            work.run();
        } finally {
            span.end();
        }
    }
}
