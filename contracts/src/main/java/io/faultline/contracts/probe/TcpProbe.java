package io.faultline.contracts.probe;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Opens a TCP connection: holds when it is accepted within the timeout. */
public record TcpProbe(@JsonProperty(required = true) @JsonPropertyDescription("Host name or address.") String host,
        @JsonProperty(required = true) @JsonPropertyDescription("Port.") Integer port) implements ProbeSpec {
    @Override
    public void check(Complaints complaints) {
        Complaints here = complaints.at("tcp");
        here.required(host, "host");
        here.required(port, "port");
        if (port != null) {
            here.within(port, 1, 65_535, "port");
        }
    }
}
