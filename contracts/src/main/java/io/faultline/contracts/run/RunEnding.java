package io.faultline.contracts.run;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** How a run came to its end. */
public enum RunEnding {
    /** Every step of the plan was answered. */
    @JsonProperty("finished")
    FINISHED,
    /** The hypothesis did not hold before the first fault, so there was none. */
    @JsonProperty("gate-broken")
    GATE_BROKEN,
    /** It was stopped on the way. */
    @JsonEnumDefaultValue
    @JsonProperty("stopped")
    STOPPED,
    /** The experiment could not be planned. */
    @JsonProperty("unplannable")
    UNPLANNABLE
}
