package io.faultline.contracts.fault;

import org.jspecify.annotations.Nullable;

/** What is in a Kubernetes cluster: that of the experiment's infrastructure, or else the injector's own. */
public sealed interface ClusterTarget extends Target permits PodTarget, NodeTarget, WorkloadTarget {
    /** Hit this many of the matches. */
    @Nullable
    Integer count();

    /** Hit this share of the matches, in percent. */
    @Nullable
    Integer percent();

    /** How many of the matches are hit: the count, the percentage (at least one) or all. */
    default int chosenOf(int matches) {
        return new Share(count(), percent()).of(matches);
    }
}
