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

    default void check(Complaints complaints) {
        Target target = aim();
        complaints.required(target, "target");
        if (target != null) {
            target.check(complaints.at("target"));
        }
    }
}
