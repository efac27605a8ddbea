package io.faultline.injector.fault.cluster;

import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/** The clusters that are reached from here. */
@FunctionalInterface
public interface ClusterViews {
    /** @param where the cluster; without one, that which this injector reaches by itself */
    ClusterView of(@Nullable Infrastructure where) throws ClusterTrouble;
}
