package io.faultline.contracts.probe;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** Looks at objects of a Kubernetes cluster, creates them or deletes them; the operations of Litmus' k8sProbe and more. */
public record KubernetesProbe(
        @JsonPropertyDescription("present (default), absent, count, ready, each, logs, create or delete.") Operation operation,
        @JsonPropertyDescription("API group; empty (default) for pods, services and the like.") String group,
        @JsonPropertyDescription("API version; v1 by default.") String version,
        @JsonPropertyDescription("Kind of the objects, in the plural: pods, deployments; not for create.") @Nullable String resource,
        @JsonPropertyDescription("Their namespace; default by default, * for all, ignored for what has none.") String namespace,
        @JsonPropertyDescription("Their names; each of them counts.") List<String> names,
        @JsonPropertyDescription("Label selector; may hold ${name}.") @Nullable String labels,
        @JsonPropertyDescription("Field selector: status.phase=Running.") @Nullable String fields,
        @JsonPropertyDescription("Create: the manifest, YAML or JSON.") @Nullable String data,
        @JsonPropertyDescription("Logs: this container; the first by default.") @Nullable String container,
        @JsonPropertyDescription("Logs: this many of the last lines; 100 by default.") Integer lines,
        @JsonPropertyDescription("Count: what is accepted of their number. Each: of the value at the path. Logs: of the text.") @Nullable Comparator expect,
        @JsonPropertyDescription("Each: where the value is, like status.phase or status.conditions[type=Ready].status.") @Nullable String path,
        @JsonPropertyDescription("Logs: only what was written this recently.") @Nullable Duration since,
        @JsonPropertyDescription("Logs: of the container's life before its last restart; false by default.") Boolean previous)
        implements
            ProbeSpec {
    public static final String ALL_NAMESPACES = "*";
    private static final Pattern PATH = Pattern.compile("[^.\\[\\]]+(\\[[^\\]]+])*(\\.[^.\\[\\]]+(\\[[^\\]]+])*)*");

    /** What is done, and when it holds. */
    public enum Operation {
        /** At least one matches; every one named is there. */
        @JsonProperty("present")
        PRESENT,
        /** None matches. */
        @JsonProperty("absent")
        ABSENT,
        /** Their number is compared. */
        @JsonProperty("count")
        COUNT,
        /** All that match are ready: pods that are Ready, workloads with all their pods, nodes that are Ready. */
        @JsonProperty("ready")
        READY,
        /** There is one at least, and of each the value at the path is accepted; a number that is not there is 0. */
        @JsonProperty("each")
        EACH,
        /** The log of the pods that match is compared. */
        @JsonProperty("logs")
        LOGS,
        /** The manifest is created, or is there already. */
        @JsonProperty("create")
        CREATE,
        /** All that match are deleted; there has to be one. */
        @JsonProperty("delete")
        DELETE
    }

    public KubernetesProbe {
        operation = operation == null ? Operation.PRESENT : operation;
        group = group == null ? "" : group;
        version = version == null ? "v1" : version;
        namespace = namespace == null ? "default" : namespace;
        names = names == null ? List.of() : List.copyOf(names);
        lines = lines == null ? 100 : lines;
        previous = previous != null && previous;
    }

    /** Without a path, and of the whole log of the container as it runs. */
    public KubernetesProbe(Operation operation, String group, String version, @Nullable String resource,
            String namespace, List<String> names, @Nullable String labels, @Nullable String fields,
            @Nullable String data, @Nullable String container, Integer lines, @Nullable Comparator expect) {
        this(operation, group, version, resource, namespace, names, labels, fields, data, container, lines, expect,
                null, null, false);
    }

    @Override
    public void check(Complaints complaints) {
        Complaints here = complaints.at("k8s");
        if (operation == Operation.CREATE) {
            here.required(data, "data");
        } else {
            here.required(resource, "resource");
        }
        if (operation == Operation.DELETE) {
            here.unless(!names.isEmpty() || Stream.of(labels, fields).anyMatch(Objects::nonNull),
                    "delete needs names, labels or fields: not everything of its kind is deleted");
        }
        if (operation == Operation.COUNT || operation == Operation.EACH || operation == Operation.LOGS) {
            here.required(expect, "expect");
        }
        if (operation == Operation.EACH) {
            here.required(path, "path");
        }
        here.at("path").unless(path == null || PATH.matcher(path).matches(),
                "is no path like status.phase, spec.ports[0].port or status.conditions[type=Ready].status");
        here.at("resource").unless(operation != Operation.LOGS || resource == null || resource.equals("pods"),
                "only pods have logs");
        here.at("since").unless(since == null || since.isPositive(), "must be longer than nothing");
        here.within(lines, 1, 10_000, "lines");
        Comparator.checkEach(here, "expect", expect, "expect", null);
    }
}
