package io.faultline.contracts.probe;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Asks Prometheus an instant query whose answer has to be exactly one sample, and compares it. */
public record PrometheusProbe(
        @JsonProperty(required = true) @JsonPropertyDescription("Address of Prometheus, without /api/v1.") String endpoint,
        @JsonProperty(required = true) @JsonPropertyDescription("PromQL; the answer has to be one sample.") String query,
        @JsonPropertyDescription("Request headers; values may hold ${name}.") Map<String, String> headers,
        @JsonProperty(required = true) @JsonPropertyDescription("What is accepted of the sample's value.") Comparator expect,
        @JsonPropertyDescription("Ask from inside the cluster, a service (name.namespace), a pod or an address there; false by default.") Boolean inside)
        implements
            ProbeSpec {
    public PrometheusProbe {
        inside = inside != null && inside;
        headers = headers == null ? Map.of() : Map.copyOf(headers);
    }

    /** Asked by the probe service itself. */
    public PrometheusProbe(String endpoint, String query, Map<String, String> headers, Comparator expect) {
        this(endpoint, query, headers, expect, false);
    }

    @Override
    public void check(Complaints complaints) {
        Complaints here = complaints.at("prometheus");
        here.required(query, "query");
        here.required(expect, "expect");
        here.at("endpoint").unless(endpoint != null && HttpCall.isAddress(endpoint),
                "must be an absolute http or https address");
        Comparator.checkEach(here, "expect", expect, "expect", null);
    }
}
