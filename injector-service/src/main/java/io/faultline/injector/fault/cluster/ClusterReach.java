package io.faultline.injector.fault.cluster;

/** All that reaches clusters from here; made when it is first asked for, since most injectors never are. */
public interface ClusterReach {
    ClusterViews views();

    ClusterHand hand();

    Marks marks();

    MarkedObjects marked();
}
