package io.faultline.contracts.fault;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Nodes of a cluster: those all that is given holds for, and how many of them are hit. */
public record NodeTarget(@JsonPropertyDescription("Their names.") List<String> names,
        @JsonPropertyDescription("Label selector, as kubectl takes it.") @Nullable String labels,
        @JsonPropertyDescription("Nodes on which pods of this target run.") @Nullable PodTarget ofPods,
        @JsonPropertyDescription("Hit this many of the matches; all of them by default.") @Nullable Integer count,
        @JsonPropertyDescription("Hit this share of the matches in percent, at least one.") @Nullable Integer percent)
        implements
            ClusterTarget {
    public NodeTarget {
        names = names == null ? List.of() : List.copyOf(names);
    }

    public static NodeTarget named(String... names) {
        return new NodeTarget(List.of(names), null, null, null, null);
    }

    @Override
    public void check(Complaints complaints) {
        complaints.unless(!names.isEmpty() || labels != null || ofPods != null,
                "a node target needs at least one of names, labels, ofPods");
        if (ofPods != null) {
            ofPods.check(complaints.at("ofPods"));
        }
        new Share(count, percent).check(complaints);
    }
}
