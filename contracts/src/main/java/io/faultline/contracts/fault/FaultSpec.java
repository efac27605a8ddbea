package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.faultline.contracts.complaint.Complaints;

/**
 * What is broken: one record a kind, each with an explicit wire name in {@link FaultType}. Sealed, so that a kind
 * without a driver does not compile.
 */
public sealed interface FaultSpec permits NoFault, ProcessPause, ProcessKill, CpuStress, MemoryStress, DiskFill,
        NetworkLatency, NetworkBandwidth, NetworkReset, NetworkCut, NetworkBlackhole, NetworkDown, External,
        ClusterFault,
        ApplicationFault {
    /** What it is aimed at. */
    @JsonIgnore
    Target aim();

    /** Whether it strikes and leaves nothing to take away, so that it is repeated at each interval, rather than lasts. */
    default boolean strikes() {
        return false;
    }

    /** Of those that strike: whether the same targets are struck each time, rather than whoever matches then. */
    default boolean staysWithItsTargets() {
        return false;
    }

    default void check(Complaints complaints) {
        Target target = aim();
        complaints.required(target, "target");
        if (target != null) {
            target.check(complaints.at("target"));
        }
    }
}
