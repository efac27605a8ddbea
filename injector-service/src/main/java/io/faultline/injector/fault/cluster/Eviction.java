package io.faultline.injector.fault.cluster;

/** What came of asking for a pod's eviction. */
public enum Eviction {
    /** It goes. */
    DONE,
    /** It was gone already, or is another pod by now. */
    GONE,
    /** Its disruption budget does not allow it now. */
    REFUSED
}
