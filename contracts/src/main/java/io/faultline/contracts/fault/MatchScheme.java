package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a name asked for is compared with those of a fault. */
public enum MatchScheme {
    @JsonProperty("exact")
    EXACT, @JsonProperty("substring")
    SUBSTRING
}
