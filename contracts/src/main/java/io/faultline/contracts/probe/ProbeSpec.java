package io.faultline.contracts.probe;

import io.faultline.contracts.complaint.Complaints;

/** What a probe measures, one record a kind. */
public sealed interface ProbeSpec permits HttpProbe, CommandProbe, TcpProbe, PrometheusProbe, KubernetesProbe {
    void check(Complaints complaints);
}
