package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** A fault proxy between a client and its upstream, registered with the injector under this name. */
public record ProxyTarget(
        @JsonProperty(required = true) @JsonPropertyDescription("Name of a registered fault proxy (faultline proxy list).") String proxy)
        implements
            Target {
    @Override
    public void check(Complaints complaints) {
        complaints.required(proxy, "proxy");
    }
}
