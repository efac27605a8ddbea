package io.faultline.contracts.probe;

import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Sends a request and judges status, body and time. A refused or timed-out connection is a failure, not an error. */
public record HttpProbe(
        @JsonProperty(required = true) @JsonPropertyDescription("Address, http or https; may hold ${name}.") String url,
        @JsonPropertyDescription("Method; GET by default.") String method,
        @JsonPropertyDescription("Request headers; values may hold ${name}.") Map<String, String> headers,
        @JsonPropertyDescription("Request body; may hold ${name}.") @Nullable String body,
        @JsonPropertyDescription("Accept any TLS certificate.") Boolean insecureSkipVerify,
        @JsonPropertyDescription("What is accepted; any status below 400 by default.") Expect expect,
        @JsonPropertyDescription("Send it from inside the cluster, to a service (name.namespace), a pod or an address there; false by default.") Boolean inside)
        implements
            ProbeSpec {
    /** What is accepted of an HTTP response; everything given has to hold. */
    public record Expect(
            @JsonPropertyDescription("Status code: a number, or a comparator on it.") @Nullable Comparator status,
            @JsonPropertyDescription("Body: a text it has to equal, or a comparator on it.") @Nullable Comparator body,
            @JsonPropertyDescription("The whole response arrives within this time.") @Nullable Duration within) {}

    public HttpProbe {
        method = method == null ? "GET" : method;
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        inside = inside != null && inside;
        insecureSkipVerify = insecureSkipVerify != null && insecureSkipVerify;
        expect = expect == null ? new Expect(new Comparator(Comparator.Type.INT, "<", "400"), null, null) : expect;
    }

    /** Sent by the probe service itself. */
    public HttpProbe(String url, String method, Map<String, String> headers, @Nullable String body,
            Boolean insecureSkipVerify, Expect expect) {
        this(url, method, headers, body, insecureSkipVerify, expect, false);
    }

    public HttpCall call() {
        return new HttpCall(url, method, headers, body, insecureSkipVerify);
    }

    @Override
    public void check(Complaints complaints) {
        Complaints here = complaints.at("http");
        call().check(here);
        Comparator.checkEach(here.at("expect"), "status", expect.status(), "body", expect.body());
    }
}
