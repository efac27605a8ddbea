package io.faultline.experiment.graphql;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.wire.Wire;
import io.faultline.experiment.measure.StoredProbe;
import io.faultline.formats.litmus.Import;
import io.faultline.formats.litmus.LitmusFile;
import io.faultline.formats.litmus.Note;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Stored probes as a ChaosEngine has them. They are read by the very reader of manifests, inside an engine made for it, so
 * that a unit or comparator means the same wherever it is written.
 */
final class ProbeTexts {
    private static final List<String> RUN = List.of("probeTimeout", "interval", "retry", "attempt",
            "probePollingInterval", "initialDelay", "evaluationTimeout", "stopOnFailure");

    private static final Map<String, Object> NO_COMPARATOR = Map.of("comparator",
            Map.of("type", "", "criteria", "", "value", ""));
    /** What the schema has to have, and a probe of ours need not. */
    private static final Map<String, Map<String, Object>> REQUIRED = Map.of("cmdProbe", NO_COMPARATOR, "promProbe",
            NO_COMPARATOR, "k8sProbe", Map.of("resource", ""));

    private ProbeTexts() {}

    /** As an engine's <code>probe</code> list has it. */
    static Map<String, Object> entry(String name, StoredProbe probe, String mode) {
        Map<String, Object> run = new LinkedHashMap<>();
        Map<String, Object> inputs = new LinkedHashMap<>();
        probe.properties().forEach((key, value) -> {
            if (value != null) {
                (RUN.contains(key) ? run : inputs).put(key, value);
            }
        });
        source(inputs);
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put("type", probe.type());
        entry.put("mode", mode);
        entry.put(probe.type() + "/inputs", inputs);
        entry.put("runProperties", run);
        return entry;
    }

    /** The other way round: what there would be of it if it were kept for itself. */
    static Map<String, Object> properties(Probe probe, String type) {
        JsonNode entry = LitmusFile.writeProbe(probe);
        Map<String, Object> properties = new LinkedHashMap<>(REQUIRED.getOrDefault(type, Map.of()));
        Stream.of(entry.path("runProperties"), entry.path(type + "/inputs")).flatMap(JsonNode::propertyStream)
                .forEach(each -> properties.put(each.getKey(), each.getKey().equals("source")
                        ? each.getValue().toString()
                        : Wire.mapper().convertValue(each.getValue(), Object.class)));
        return properties;
    }

    /** Over GraphQL a command's source is a text: JSON, or an image's name, or that there is none. */
    private static void source(Map<String, Object> inputs) {
        if (inputs.get("source") instanceof String text) {
            inputs.remove("source");
            if (text.stripLeading().startsWith("{")) {
                inputs.put("source", json(text));
            } else if (!text.isBlank() && !text.strip().equals("inline")) {
                inputs.put("source", Map.of("image", text.strip()));
            }
        }
    }

    private static Map<?, ?> json(String text) {
        try {
            return Wire.mapper().readValue(text, Map.class);
        } catch (JacksonException e) {
            throw new Problem(ProblemType.INVALID_REQUEST,
                    "source is no JSON: write {\"image\": \"...\"}, an image's name, or inline for none");
        }
    }

    /** What it measures; refused, with the reason, if it cannot be measured here. */
    static Probe read(String name, StoredProbe probe) {
        return switch (LitmusFile.read(Wire.mapper().writeValueAsString(engine(entry(name, probe, "Edge"))), name)) {
            case Import.Converted converted ->
                converted.manifest().experiment().spec().faults().getFirst().probes().getFirst();
            case Import.Refused(List<Note> notes) -> throw new Problem(ProblemType.INVALID_REQUEST,
                    "probe %s is refused: %s".formatted(name,
                            notes.stream().filter(note -> note.kind() == Note.Kind.REFUSED)
                                    .map(note -> note.finding().advice()).findFirst().orElse("it cannot be read")),
                    notes.stream().filter(note -> note.kind() == Note.Kind.REFUSED)
                            .map(note -> new Complaint(note.finding().pointer(), note.finding().advice())).toList());
        };
    }

    private static Map<String, Object> engine(Map<String, Object> entry) {
        Map<String, Object> spec = Map.of("components",
                Map.of("env", List.of(Map.of("name", "TOTAL_CHAOS_DURATION", "value", "1"))), "probe", List.of(entry));
        return Map.of("apiVersion", "litmuschaos.io/v1alpha1", "kind", "ChaosEngine", "metadata",
                Map.of("name", "probe", "generateName", "probe", "namespace", "default"), "spec",
                Map.of("engineState", "active", "chaosServiceAccount", "litmus", "appinfo",
                        Map.of("appns", "default", "applabel", "app=probe", "appkind", "deployment"), "experiments",
                        List.of(Map.of("name", "pod-delete", "spec", spec))));
    }
}
