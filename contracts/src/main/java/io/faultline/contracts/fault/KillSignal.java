package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a process is ended. */
public enum KillSignal {
    @JsonProperty("kill")
    KILL, @JsonProperty("term")
    TERM
}
