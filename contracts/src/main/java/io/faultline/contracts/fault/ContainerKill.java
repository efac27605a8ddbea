package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Kills the main process of a container; within a duration again at each interval. Nothing to undo: the kubelet restarts it. */
public record ContainerKill(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("kill (default: SIGKILL) or term (SIGTERM, and SIGKILL for what has not ended after its pod's grace period, or at the end of the fault).") KillSignal signal)
        implements
            HelperFault {
    public ContainerKill {
        signal = signal == null ? KillSignal.KILL : signal;
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }

    @Override
    public boolean strikes() {
        return true;
    }

    @Override
    public boolean staysWithItsTargets() {
        return true;
    }
}
