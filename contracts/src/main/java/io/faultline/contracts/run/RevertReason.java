package io.faultline.contracts.run;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a fault was reverted. */
public enum RevertReason {
    /** Its time was over. */
    @JsonProperty("planned")
    PLANNED,
    /** Everything was halted. */
    @JsonProperty("halted")
    HALTED,
    /** Its run was stopped. */
    @JsonEnumDefaultValue
    @JsonProperty("stopped")
    STOPPED,
    /** Its injector had gone; the fault was found in the journal and mended. */
    @JsonProperty("recovered")
    RECOVERED
}
