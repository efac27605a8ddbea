package io.faultline.contracts.verdict;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a run came, in the words Harness and Litmus use. */
public enum RunPhase {
    /** Asked for; no service has taken it up yet. */
    @JsonProperty("Queued")
    QUEUED(false), @JsonProperty("Running")
    RUNNING(false),
    /** Ending early: faults are being reverted. */
    @JsonProperty("Stopping")
    STOPPING(false),
    /** Nothing more will come; the judge has not spoken yet. */
    @JsonProperty("Settled")
    SETTLED(false), @JsonProperty("Completed")
    COMPLETED(true), @JsonProperty("Completed_With_Probe_Failure")
    COMPLETED_WITH_PROBE_FAILURE(true), @JsonProperty("Stopped")
    STOPPED(true), @JsonEnumDefaultValue
    @JsonProperty("Error")
    ERROR(true);

    private final boolean terminal;

    RunPhase(boolean terminal) {
        this.terminal = terminal;
    }

    public boolean terminal() {
        return terminal;
    }
}
