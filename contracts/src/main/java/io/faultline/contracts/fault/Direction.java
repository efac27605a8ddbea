package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which way bytes go through a fault proxy. */
public enum Direction {
    /** From the client to the upstream. */
    @JsonProperty("upstream")
    UPSTREAM,
    /** From the upstream to the client. */
    @JsonProperty("downstream")
    DOWNSTREAM
}
