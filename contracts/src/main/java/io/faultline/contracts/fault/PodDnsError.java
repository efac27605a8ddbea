package io.faultline.contracts.fault;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Has name lookups of pods fail. */
public record PodDnsError(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonPropertyDescription("Names hit; every name by default.") List<String> hostnames,
        @JsonPropertyDescription("exact (default) or substring.") MatchScheme matchScheme)
        implements
            HelperFault {
    public PodDnsError {
        hostnames = hostnames == null ? List.of() : List.copyOf(hostnames);
        matchScheme = matchScheme == null ? MatchScheme.EXACT : matchScheme;
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
