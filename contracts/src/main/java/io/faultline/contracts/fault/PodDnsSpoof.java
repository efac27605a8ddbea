package io.faultline.contracts.fault;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Answers name lookups of pods with the address of another name. */
public record PodDnsSpoof(
        @JsonProperty(required = true) @JsonPropertyDescription("Which pods.") PodTarget target,
        @JsonProperty(required = true) @JsonPropertyDescription("Name asked for, and the name or address it is answered with.") Map<String, String> spoofMap,
        @JsonPropertyDescription("exact (default) or substring.") MatchScheme matchScheme)
        implements
            HelperFault {
    public PodDnsSpoof {
        spoofMap = spoofMap == null ? Map.of() : Map.copyOf(spoofMap);
        matchScheme = matchScheme == null ? MatchScheme.EXACT : matchScheme;
    }

    @Override
    public void check(Complaints complaints) {
        HelperFault.super.check(complaints);
        complaints.at("spoofMap").unless(!spoofMap.isEmpty(), "must name at least one name");
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
