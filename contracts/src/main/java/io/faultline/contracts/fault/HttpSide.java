package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What of an HTTP exchange is changed. */
public enum HttpSide {
    @JsonProperty("response")
    RESPONSE, @JsonProperty("request")
    REQUEST
}
