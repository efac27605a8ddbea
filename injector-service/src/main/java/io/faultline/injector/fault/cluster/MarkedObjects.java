package io.faultline.injector.fault.cluster;

import java.util.List;

import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/** Finds what carries a mark in a cluster; of kinds that may not be looked at there, none are found. */
@FunctionalInterface
public interface MarkedObjects {
    List<MarkedObject> in(@Nullable Infrastructure where) throws ClusterTrouble;
}
