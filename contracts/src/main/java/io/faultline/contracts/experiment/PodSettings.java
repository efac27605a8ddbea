package io.faultline.contracts.experiment;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** How pods that Faultline starts for an experiment are placed and run, beyond what their work needs: Litmus' advanced options. */
public record PodSettings(
        @JsonPropertyDescription("Only on nodes with these labels. A helper whose target is on a node is on that node.") Map<String, String> nodeSelector,
        @JsonPropertyDescription("Taints they put up with.") List<Toleration> tolerations,
        @JsonPropertyDescription("Annotations they bear.") Map<String, String> annotations,
        @JsonPropertyDescription("User they run as; not where their work needs root.") @Nullable Long runAsUser,
        @JsonPropertyDescription("Group they run as; not where their work needs root.") @Nullable Long runAsGroup) {
    /** As their work needs them. */
    public static final PodSettings NONE = new PodSettings(Map.of(), List.of(), Map.of(), null, null);
    private static final String OURS = "faultline.io/";

    public PodSettings {
        nodeSelector = nodeSelector == null ? Map.of() : Map.copyOf(nodeSelector);
        tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
        annotations = annotations == null ? Map.of() : Map.copyOf(annotations);
    }

    public static PodSettings orNone(@Nullable PodSettings given) {
        return given == null ? NONE : given;
    }

    void check(Complaints complaints) {
        complaints.at("annotations").unless(annotations.keySet().stream().noneMatch(key -> key.startsWith(OURS)),
                "must not begin with %s: those are Faultline's own marks".formatted(OURS));
        complaints.at("tolerations").each(tolerations, Toleration::check);
        complaints.at("runAsUser").unless(runAsUser == null || runAsUser >= 0, "must not be negative");
        complaints.at("runAsGroup").unless(runAsGroup == null || runAsGroup >= 0, "must not be negative");
    }
}
