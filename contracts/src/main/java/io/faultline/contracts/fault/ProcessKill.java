package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Kills processes; within a duration again at each interval, whoever matches then. Nothing to undo: restarting is what the target has to show. */
public record ProcessKill(
        @JsonProperty(required = true) @JsonPropertyDescription("Which processes.") ProcessTarget target,
        @JsonPropertyDescription("kill (default: SIGKILL) or term (SIGTERM).") KillSignal signal) implements FaultSpec {
    public ProcessKill {
        signal = signal == null ? KillSignal.KILL : signal;
    }

    @Override
    public Target aim() {
        return target;
    }

    @Override
    public boolean strikes() {
        return true;
    }
}
