package io.faultline.contracts.fault;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Adds a toxic to a proxy of a Toxiproxy server, through its API, or takes the proxy down; it is taken away again. */
public record Toxiproxy(
        @JsonProperty(required = true) @JsonPropertyDescription("The Toxiproxy server: its API.") ApplicationTarget target,
        @JsonProperty(required = true) @JsonPropertyDescription("Name of the proxy there.") String proxy,
        @JsonProperty(required = true) @JsonPropertyDescription("Type of the toxic: latency, bandwidth, slow_close, timeout, reset_peer, slicer, limit_data; or down.") String toxic,
        @JsonPropertyDescription("Its attributes, as Toxiproxy names them.") Map<String, Long> attributes,
        @JsonPropertyDescription("Which way the bytes go that are affected: downstream (default) or upstream.") Direction direction,
        @JsonPropertyDescription("Share of the connections affected, in percent; 100 by default.") Integer toxicity)
        implements
            ApplicationFault {
    /** The types of toxic a Toxiproxy server knows, and <code>down</code>. */
    public static final List<String> TOXICS = List.of("latency", "bandwidth", "slow_close", "timeout", "reset_peer",
            "slicer", "limit_data", "down");

    public Toxiproxy {
        attributes = attributes == null ? Map.of() : Map.copyOf(attributes);
        direction = direction == null ? Direction.DOWNSTREAM : direction;
        toxicity = toxicity == null ? 100 : toxicity;
    }

    @Override
    public void check(Complaints complaints) {
        ApplicationFault.super.check(complaints);
        complaints.required(proxy, "proxy");
        complaints.at("toxic").unless(toxic != null && TOXICS.contains(toxic),
                "must be one of " + String.join(", ", TOXICS));
        complaints.within(toxicity, 1, 100, "toxicity");
    }

    @Override
    public ApplicationTarget aim() {
        return target;
    }
}
