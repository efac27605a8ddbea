package io.faultline.contracts.probe;

import java.net.URI;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** An HTTP request to send. */
public record HttpCall(
        @JsonProperty(required = true) @JsonPropertyDescription("Address, http or https; may hold ${name}.") String url,
        @JsonPropertyDescription("Method; GET by default.") String method,
        @JsonPropertyDescription("Request headers; values may hold ${name}.") Map<String, String> headers,
        @JsonPropertyDescription("Request body; may hold ${name}.") @Nullable String body,
        @JsonPropertyDescription("Accept any TLS certificate.") Boolean insecureSkipVerify) {
    public HttpCall {
        method = method == null ? "GET" : method;
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        insecureSkipVerify = insecureSkipVerify != null && insecureSkipVerify;
    }

    public void check(Complaints complaints) {
        complaints.required(url, "url");
        complaints.at("url").unless(url == null || isAddress(url), "must be an absolute http or https address");
        complaints.at("method").unless(method.matches("[A-Z]{1,20}"), "must be an HTTP method in capitals");
    }

    static boolean isAddress(String url) {
        try {
            URI uri = URI.create(url.replaceAll("\\$\\{[^}]*}", "x"));
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return url.startsWith("${");
        }
    }
}
