package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Freezes the kubelet of nodes, so that they stop reporting and get NotReady. It is let go on at the end by the helper beside it, which then needs nobody; an abort cannot reach that helper earlier. */
public record KubeletServiceKill(
        @JsonProperty(required = true) @JsonPropertyDescription("Which nodes.") NodeTarget target)
        implements
            HelperFault {
    @Override
    public ClusterTarget aim() {
        return target;
    }
}
