package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Closes a fault proxy: connections open are cut, new ones are refused. */
public record NetworkDown(
        @JsonProperty(required = true) @JsonPropertyDescription("Which fault proxy.") ProxyTarget target)
        implements
            FaultSpec {
    @Override
    public Target aim() {
        return target;
    }
}
