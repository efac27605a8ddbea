package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/** Taints nodes, which keeps away, or drives away, pods that do not tolerate it; the taint is taken off again. */
public record NodeTaint(
        @JsonProperty(required = true) @JsonPropertyDescription("Which nodes.") NodeTarget target,
        @JsonPropertyDescription("Key of the taint; faultline.io/chaos by default.") String key,
        @JsonPropertyDescription("Its value; node-taint by default.") String value,
        @JsonPropertyDescription("NoExecute (default), NoSchedule or PreferNoSchedule.") TaintEffect effect)
        implements
            ApiFault {
    public NodeTaint {
        key = key == null ? "faultline.io/chaos" : key;
        value = value == null ? "node-taint" : value;
        effect = effect == null ? TaintEffect.NO_EXECUTE : effect;
    }

    @Override
    public void check(Complaints complaints) {
        ApiFault.super.check(complaints);
        complaints.required(key, "key");
    }

    @Override
    public ClusterTarget aim() {
        return target;
    }
}
