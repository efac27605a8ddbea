package io.faultline.runlog;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.faultline.contracts.ids.RunId;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;

/**
 * Carries a W3C <code>traceparent</code> from the transaction that appends a fact to the one that reads it, and for
 * whoever has a thread or a request of its own to take along: {@link #current} there, {@link #continued} here. Without a
 * tracer nothing is traced and everything still works. A bean of every service.
 */
public final class Tracing {
    private static final String TRACEPARENT = "traceparent";

    private static final int REMEMBERED = 10_000;

    private final Map<RunId, String> heard = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RunId, String> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final @Nullable Tracer tracer;
    private final @Nullable Propagator propagator;

    Tracing(@Nullable Tracer tracer, @Nullable Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /** Remembers the trace a run was last heard of in: timers and after-commit work, which have no span, go on with it. */
    void heard(RunId run, @Nullable String traceparent) {
        if (traceparent != null) {
            synchronized (heard) {
                heard.put(run, traceparent);
            }
        }
    }

    /** The traceparent of the current span, else of what was last heard of this run. */
    @Nullable
    String of(RunId run) {
        String current = current();
        if (current != null) {
            return current;
        }
        synchronized (heard) {
            return heard.get(run);
        }
    }

    /** The traceparent of the current span, if there is one. */
    public @Nullable String current() {
        if (tracer == null || propagator == null) {
            return null;
        }
        Span span = tracer.currentSpan();
        if (span == null) {
            return null;
        }
        Map<String, String> carrier = new HashMap<>();
        propagator.inject(span.context(), carrier, (_, key, value) -> carrier.put(key, value));
        return carrier.get(TRACEPARENT);
    }

    /** Does something inside a span that continues the given trace. */
    public void continued(@Nullable String traceparent, String name, Runnable work) {
        if (tracer == null || propagator == null || traceparent == null) {
            work.run();
            return;
        }
        Span span = propagator.extract(Map.of(TRACEPARENT, traceparent), Map::get).name(name).kind(Span.Kind.CONSUMER)
                .start();
        try (Tracer.SpanInScope scope = tracer.withSpan(span)) {
            work.run();
        } catch (RuntimeException e) {
            span.error(e);
            throw e;
        } finally {
            span.end();
        }
    }
}
