package io.faultline.contracts.run;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a run ended before its plan did. */
public enum StopCause {
    /** Someone aborted it. */
    @JsonEnumDefaultValue
    @JsonProperty("aborted")
    ABORTED,
    /** Everything was halted, this run with it. */
    @JsonProperty("halted")
    HALTED,
    /** A stop condition of the experiment no longer held, or could not be measured. */
    @JsonProperty("stop-condition")
    STOP_CONDITION,
    /** A probe with stopOnFailure failed. */
    @JsonProperty("probe-failed")
    PROBE_FAILED,
    /** A step was not answered in time: what cannot be observed is not continued. */
    @JsonProperty("step-overdue")
    STEP_OVERDUE,
    /** The run's absolute deadline passed. */
    @JsonProperty("deadline")
    DEADLINE,
    /** A fault could not be reverted: what is broken already is not broken further. */
    @JsonProperty("fault-stuck")
    FAULT_STUCK
}
