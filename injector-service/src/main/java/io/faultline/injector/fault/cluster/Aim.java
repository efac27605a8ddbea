package io.faultline.injector.fault.cluster;

import io.faultline.contracts.infrastructure.Infrastructure;
import org.jspecify.annotations.Nullable;

/**
 * What every driver of a cluster's faults is given.
 *
 * @param where the cluster; without one, that which this injector reaches by itself
 */
public record Aim(ClusterChoice choice, ClusterHand hand, Marks marks, @Nullable Infrastructure where) {}
