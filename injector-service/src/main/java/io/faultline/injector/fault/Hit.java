package io.faultline.injector.fault;

import io.faultline.contracts.run.HitTarget;

/**
 * One target that is to be hit.
 *
 * @param deed what was done to it, for people: "froze process 4711 (java ...)"
 */
public record Hit<U extends Undo>(HitTarget target, U undo, String deed) {
    /** The same, with more to say of it, before and after. */
    public Hit<U> saying(String more) {
        return new Hit<>(new HitTarget(target.kind(), target.name(), target.detail() + more), undo, deed + more);
    }
}
