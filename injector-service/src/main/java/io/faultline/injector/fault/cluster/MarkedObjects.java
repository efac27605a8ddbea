package io.faultline.injector.fault.cluster;

import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/** Finds what carries a mark in a cluster. */
@FunctionalInterface
public interface MarkedObjects {
    Marked in(@Nullable Infrastructure where) throws ClusterTrouble;
}
