package io.faultline.contracts.verdict;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** The answer to a run's question. */
public enum Verdict {
    /** What should hold held. */
    @JsonProperty("held")
    HELD,
    /** It did not. */
    @JsonProperty("broken")
    BROKEN,
    /** Nobody knows: something could not be done or measured. */
    @JsonEnumDefaultValue
    @JsonProperty("unknown")
    UNKNOWN
}
