package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Replaces the body of answers to HTTP requests that come in. */
public record PodHttpModifyBody(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Port the container serves plain HTTP on; 80 by default.") Integer port,
        @JsonPropertyDescription("The body; empty by default.") String body,
        @JsonPropertyDescription("Its type; text/plain by default.") String contentType,
        @JsonPropertyDescription("Its encoding, if it has one.") @Nullable String contentEncoding,
        @JsonPropertyDescription("Share of the requests affected, in percent; 100 by default.") Integer toxicity)
        implements
            HelperFault {
    public PodHttpModifyBody {
        port = port == null ? 80 : port;
        toxicity = toxicity == null ? 100 : toxicity;
        body = body == null ? "" : body;
        contentType = contentType == null ? "text/plain" : contentType;
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.within(port, 1, 65_535, "port");
        complaints.within(toxicity, 1, 100, "toxicity");
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
