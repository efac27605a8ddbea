package io.faultline.contracts.fault;

import io.faultline.contracts.complaint.Complaints;

/** What a fault is aimed at, as the experiment says it: a selector, resolved only when the fault's time has come. */
public sealed interface Target permits ProcessTarget, ProxyTarget, HostTarget, ClusterTarget,
        ApplicationTarget {
    void check(Complaints complaints);
}
