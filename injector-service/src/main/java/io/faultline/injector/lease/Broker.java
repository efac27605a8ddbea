package io.faultline.injector.lease;

import java.time.Duration;

/** Whoever tells this injector that a run is over. */
@FunctionalInterface
public interface Broker {
    /** How long it has not been heard of. */
    Duration unreachableFor();
}
