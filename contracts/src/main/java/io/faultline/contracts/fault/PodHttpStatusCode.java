package io.faultline.contracts.fault;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Changes the status of answers to HTTP requests that come in. */
public record PodHttpStatusCode(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Port the container serves plain HTTP on; 80 by default.") Integer port,
        @JsonPropertyDescription("One of these is taken for each answer; by default any Litmus would take.") List<Integer> statusCodes,
        @JsonPropertyDescription("Replace the body too; true by default.") Boolean modifyBody,
        @JsonPropertyDescription("The body then; a short text by default.") @Nullable String body,
        @JsonPropertyDescription("Its type; text/plain by default.") String contentType,
        @JsonPropertyDescription("Share of the requests affected, in percent; 100 by default.") Integer toxicity,
        @JsonPropertyDescription("The body's encoding, if it has one.") @Nullable String contentEncoding)
        implements
            HelperFault {
    /** What Litmus chooses from when none is given. */
    public static final List<Integer> ANY = List.of(200, 201, 202, 204, 300, 301, 302, 304, 307, 400, 401, 403, 404,
            500, 501, 502, 503, 504);

    public PodHttpStatusCode {
        port = port == null ? 80 : port;
        toxicity = toxicity == null ? 100 : toxicity;
        statusCodes = statusCodes == null || statusCodes.isEmpty() ? ANY : List.copyOf(statusCodes);
        modifyBody = modifyBody == null || modifyBody;
        contentType = contentType == null ? "text/plain" : contentType;
    }

    /** With a body that has no encoding. */
    public PodHttpStatusCode(PodTarget target, Integer port, List<Integer> statusCodes,
            Boolean modifyBody, @Nullable String body, String contentType,
            Integer toxicity) {
        this(target, port, statusCodes, modifyBody, body, contentType, toxicity, null);
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.within(port, 1, 65_535, "port");
        complaints.within(toxicity, 1, 100, "toxicity");
        statusCodes.forEach(code -> complaints.at("statusCodes").unless(code >= 200 && code <= 599,
                "%d is no status code between 200 and 599".formatted(code)));
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
