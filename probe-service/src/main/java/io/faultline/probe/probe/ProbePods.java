package io.faultline.probe.probe;

import io.faultline.contracts.probe.PodSource;

/** The pods started for commands of a run. */
@FunctionalInterface
public interface ProbePods {
    /** Its run is over. Returns at once; a pod that cannot be deleted ends by its own deadline. */
    void end(PodSource pod, Place place);
}
