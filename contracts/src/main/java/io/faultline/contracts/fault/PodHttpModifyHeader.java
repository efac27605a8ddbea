package io.faultline.contracts.fault;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Sets headers of HTTP requests that come in, or of their answers. */
public record PodHttpModifyHeader(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Port the container serves plain HTTP on; 80 by default.") Integer port,
        @JsonProperty(required = true) @JsonPropertyDescription("Headers to set; an empty one is taken away.") Map<String, String> headers,
        @JsonPropertyDescription("response (default) or request.") HttpSide side,
        @JsonPropertyDescription("Share of the requests affected, in percent; 100 by default.") Integer toxicity)
        implements
            HelperFault {
    public PodHttpModifyHeader {
        port = port == null ? 80 : port;
        toxicity = toxicity == null ? 100 : toxicity;
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        side = side == null ? HttpSide.RESPONSE : side;
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.within(port, 1, 65_535, "port");
        complaints.within(toxicity, 1, 100, "toxicity");
        complaints.at("headers").unless(!headers.isEmpty(), "must name at least one header");
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
