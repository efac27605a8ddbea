package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Freezes processes (SIGSTOP) and lets them go on (SIGCONT). */
public record ProcessPause(
        @JsonProperty(required = true) @JsonPropertyDescription("Which processes.") ProcessTarget target)
        implements
            FaultSpec {
    @Override
    public Target aim() {
        return target;
    }
}
