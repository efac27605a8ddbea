package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Deployments or stateful sets of a namespace: those all that is given holds for, and how many of them are hit. */
public record WorkloadTarget(
        @JsonPropertyDescription("Their namespace; default by default.") String namespace,
        @JsonPropertyDescription("deployment (default) or statefulset.") String kind,
        @JsonPropertyDescription("Its name.") @Nullable String name,
        @JsonPropertyDescription("Label selector, as kubectl takes it.") @Nullable String labels,
        @JsonPropertyDescription("Annotations they have: key=value,key.") @Nullable String annotations,
        @JsonPropertyDescription("Hit this many of the matches; all of them by default.") @Nullable Integer count,
        @JsonPropertyDescription("Hit this share of the matches in percent, at least one.") @Nullable Integer percent)
        implements
            ClusterTarget {
    public WorkloadTarget {
        namespace = namespace == null ? "default" : namespace;
        kind = kind == null ? "deployment" : kind;
    }

    public static WorkloadTarget deployment(String namespace, String name) {
        return new WorkloadTarget(namespace, "deployment", name, null, null, null, null);
    }

    @Override
    public void check(Complaints complaints) {
        complaints.required(namespace, "namespace");
        complaints.at("kind").unless(kind.equals("deployment") || kind.equals("statefulset"),
                "must be deployment or statefulset");
        complaints.unless(name != null || labels != null || annotations != null,
                "a workload target needs at least one of name, labels, annotations");
        new Share(count, percent).check(complaints);
    }
}
