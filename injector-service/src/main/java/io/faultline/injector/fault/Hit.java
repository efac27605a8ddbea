package io.faultline.injector.fault;

import io.faultline.contracts.run.HitTarget;

/**
 * One target that is to be hit.
 *
 * @param deed what was done to it, for people: "froze process 4711 (java ...)"
 */
public record Hit<U extends Undo>(HitTarget target, U undo, String deed) {}
