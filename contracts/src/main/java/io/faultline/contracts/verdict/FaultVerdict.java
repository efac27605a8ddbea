package io.faultline.contracts.verdict;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** A fault's verdict, in Litmus' words. */
public enum FaultVerdict {
    @JsonProperty("Pass")
    PASS, @JsonProperty("Fail")
    FAIL, @JsonEnumDefaultValue
    @JsonProperty("Error")
    ERROR, @JsonProperty("Stopped")
    STOPPED, @JsonProperty("Awaited")
    AWAITED, @JsonProperty("N/A")
    NOT_AVAILABLE
}
