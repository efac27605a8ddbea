package io.faultline.contracts.fault;

/** A fault of a cluster that is made next to its target, by a helper pod on the same node. */
public sealed interface HelperFault extends ClusterFault permits ContainerKill, PodCpuHog, PodMemoryHog, PodIoStress,
        PodDiskFill, PodNetworkLatency, PodNetworkLoss, PodNetworkCorruption, PodNetworkDuplication,
        PodNetworkRateLimit, PodHttpLatency, PodHttpStatusCode, PodHttpModifyHeader, PodHttpModifyBody,
        PodHttpResetPeer, PodDnsError, PodDnsSpoof, NodeCpuHog, NodeMemoryHog, NodeIoStress, KubeletServiceKill {}
