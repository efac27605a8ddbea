package io.faultline.contracts.verdict;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How far a fault came, in Litmus' words (phase of a ChaosResult). */
public enum FaultPhase {
    @JsonProperty("Pending")
    PENDING, @JsonProperty("Running")
    RUNNING, @JsonProperty("Completed")
    COMPLETED, @JsonProperty("Completed_With_Probe_Failure")
    COMPLETED_WITH_PROBE_FAILURE, @JsonProperty("Stopped")
    STOPPED, @JsonEnumDefaultValue
    @JsonProperty("Error")
    ERROR
}
