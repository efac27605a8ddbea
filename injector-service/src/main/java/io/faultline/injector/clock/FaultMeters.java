package io.faultline.injector.clock;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.faultline.injector.lease.Lease;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what is broken, and how long mending takes. */
final class FaultMeters {
    private final MeterRegistry registry;
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger stuck = new AtomicInteger();

    FaultMeters(MeterRegistry registry) {
        this.registry = registry;
        registry.gauge("faultline.faults.active", active);
        registry.gauge("faultline.faults.stuck", stuck);
    }

    void injected(Lease lease) {
        count(lease, "injected");
    }

    void count(Lease lease, String outcome) {
        registry.counter("faultline.fault.injections", "type", lease.type(), "outcome", outcome).increment();
    }

    void effects(int change) {
        active.addAndGet(change);
    }

    void stuck(int now) {
        stuck.set(now);
    }

    void mended(Lease lease, Duration took) {
        registry.timer("faultline.fault.revert.duration", "type", lease.type()).record(took);
    }
}
