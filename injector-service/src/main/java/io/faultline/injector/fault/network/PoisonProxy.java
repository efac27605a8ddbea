package io.faultline.injector.fault.network;

import java.io.IOException;
import java.time.Duration;

import io.faultline.contracts.fault.ProxyTarget;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;

/** Puts a toxic into a fault proxy: all network faults differ only in their toxic. */
public record PoisonProxy(ProxyTarget target, Toxic toxic, String deed, FaultProxies proxies, Lifelines lifelines)
        implements
            Driver<Undo.RemoveToxic> {
    @Override
    public Plan<Undo.RemoveToxic> plan(String mark) throws FaultRefused {
        Proxy proxy = proxies.find(target.proxy()).orElseThrow(() -> new FaultRefused(
                "no fault proxy '%s' is open; register it with PUT /api/v1/proxies/%s"
                        .formatted(target.proxy(), target.proxy())));
        if (lifelines.leadThrough(proxy.listen())) {
            throw new FaultRefused(Refusal.PROTECTED_TARGET,
                    "the fault proxy '%s' is never hit: Faultline reaches its own database or broker through it at %s"
                            .formatted(proxy.name(), proxy.listen()));
        }
        HitTarget hit = new HitTarget("proxy", proxy.name(), "%s -> %s".formatted(proxy.listen(), proxy.upstream()));
        return Plan.of(new Hit<>(hit, new Undo.RemoveToxic(proxy.name(), mark),
                "%s between '%s' and %s".formatted(deed, proxy.name(), proxy.upstream())));
    }

    @Override
    public void inject(Undo.RemoveToxic undo, Duration longest) throws FaultRefused {
        try {
            proxies.add(undo.proxy(), undo.toxic(), toxic);
        } catch (IOException e) {
            throw new FaultRefused("the fault proxy '%s' did not take it: %s".formatted(undo.proxy(), e.getMessage()),
                    e);
        }
    }
}
