package io.faultline.contracts.fault;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/**
 * Pods of a namespace: those all that is given holds for, and how many of them are hit. Pods of Faultline itself, and
 * pods that are ending, never match.
 */
public record PodTarget(
        @JsonPropertyDescription("Their namespace; default by default.") String namespace,
        @JsonPropertyDescription("Label selector, as kubectl takes it: app=cart,tier in (web).") @Nullable String labels,
        @JsonPropertyDescription("Their names.") List<String> names,
        @JsonPropertyDescription("Pods of workloads of this kind: deployment, statefulset, daemonset, replicaset, job.") @Nullable String kind,
        @JsonPropertyDescription("Pods of the workload of this name.") @Nullable String workload,
        @JsonPropertyDescription("Annotations they, or their workload, have: key=value,key.") @Nullable String annotations,
        @JsonPropertyDescription("Pods on this node.") @Nullable String node,
        @JsonPropertyDescription("Pods on nodes with these labels.") @Nullable String nodeLabels,
        @JsonPropertyDescription("Faults of a container: this one; the first by default.") @Nullable String container,
        @JsonPropertyDescription("Hit this many of the matches; all of them by default.") @Nullable Integer count,
        @JsonPropertyDescription("Hit this share of the matches in percent, at least one.") @Nullable Integer percent,
        @JsonPropertyDescription("Matches have to be running and ready, before the fault and again after it; false by default.") Boolean healthCheck)
        implements
            ClusterTarget {
    public PodTarget {
        namespace = namespace == null ? "default" : namespace;
        names = names == null ? List.of() : List.copyOf(names);
        healthCheck = healthCheck != null && healthCheck;
    }

    public static PodTarget labelled(String namespace, String labels) {
        return new PodTarget(namespace, labels, List.of(), null, null, null, null, null, null, null, null, false);
    }

    @Override
    public void check(Complaints complaints) {
        complaints.required(namespace, "namespace");
        boolean selects = !names.isEmpty()
                || Stream.of(labels, kind, workload, annotations, node, nodeLabels).anyMatch(Objects::nonNull);
        complaints.unless(selects,
                "a pod target needs at least one of labels, names, kind, workload, annotations, node, nodeLabels");
        new Share(count, percent).check(complaints);
    }
}
