package io.faultline.contracts.fault;

/** A fault of what is in a Kubernetes cluster. */
public sealed interface ClusterFault extends FaultSpec permits ApiFault, HelperFault {
    @Override
    ClusterTarget aim();
}
