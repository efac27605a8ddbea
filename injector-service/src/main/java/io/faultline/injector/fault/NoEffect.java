package io.faultline.injector.fault;

import java.time.Duration;

import io.faultline.contracts.run.HitTarget;

/** The first driver: breaks nothing, and shows what the least of a driver is. */
public record NoEffect() implements Driver<Undo.Nothing> {
    @Override
    public Plan<Undo.Nothing> plan(String mark) {
        HitTarget here = new HitTarget("host", "here", "nothing is done to it");
        return Plan.of(new Hit<>(here, new Undo.Nothing(), "did nothing"));
    }

    @Override
    public void inject(Undo.Nothing undo, Duration longest) {}
}
