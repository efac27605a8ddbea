package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What Chaos Monkey for Spring Boot can do to its application. */
public enum SpringBootAssault {
    @JsonProperty("latency")
    LATENCY, @JsonProperty("exceptions")
    EXCEPTIONS, @JsonProperty("kill-application")
    KILL_APPLICATION, @JsonProperty("memory")
    MEMORY, @JsonProperty("cpu")
    CPU
}
