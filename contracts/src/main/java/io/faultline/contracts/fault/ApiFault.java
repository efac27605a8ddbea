package io.faultline.contracts.fault;

/** A fault of a cluster that is made through its API alone. */
public sealed interface ApiFault extends ClusterFault permits PodDelete, PodEvict, PodAutoscaler, DeploymentScale,
        DeploymentRestart, PodNetworkPartition, NodeCordon, NodeDrain, NodeTaint {}
