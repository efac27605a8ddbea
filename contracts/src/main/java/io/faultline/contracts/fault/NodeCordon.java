package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Marks nodes unschedulable: no new pod is placed there. They are uncordoned again, unless they were cordoned before. */
public record NodeCordon(
        @JsonProperty(required = true) @JsonPropertyDescription("Which nodes.") NodeTarget target)
        implements
            ApiFault {
    @Override
    public ClusterTarget aim() {
        return target;
    }
}
