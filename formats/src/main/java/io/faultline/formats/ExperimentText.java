package io.faultline.formats;

import java.util.List;
import java.util.Set;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.wire.Wire;
import io.faultline.formats.yaml.YamlText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes an experiment the way a person would: nothing empty, bare values where they say the same. */
final class ExperimentText {
    private static final Set<String> NOTHING_WHEN_EMPTY = Set.of("tags", "faults", "actions", "probes", "headers",
            "env", "configuration", "secrets", "parameters", "blastRadius", "names", "nodeSelector", "tolerations",
            "annotations");
    private static final Set<String> ONLY_WHOLE = Set.of("hypothesis", "rollbacks");

    private ExperimentText() {}

    static String of(Experiment experiment) {
        JsonNode json = Wire.mapper().valueToTree(experiment);
        return YamlText.of(tidy(json, ""));
    }

    private static JsonNode tidy(JsonNode node, String name) {
        if (node instanceof ArrayNode items) {
            ArrayNode tidied = JsonNodeFactory.instance.arrayNode();
            items.forEach(item -> tidied.add(tidy(item, "")));
            return tidied;
        }
        return node instanceof ObjectNode fields ? tidy(fields, name) : node;
    }

    private static JsonNode tidy(ObjectNode fields, String name) {
        if (List.copyOf(fields.propertyNames()).equals(List.of("type", "criteria", "value"))) {
            return comparator(fields);
        }
        ObjectNode tidied = JsonNodeFactory.instance.objectNode();
        fields.forEachEntry((key, value) -> {
            boolean isNothing = value.isContainer() && value.isEmpty() && NOTHING_WHEN_EMPTY.contains(key);
            if (!isNothing || ONLY_WHOLE.contains(name)) {
                tidied.set(key, tidy(value, key));
            }
        });
        return tidied;
    }

    private static JsonNode comparator(ObjectNode fields) {
        String value = fields.path("value").asString();
        if (fields.path("type").asString().equals("string") && fields.path("criteria").asString().equals("equal")) {
            return fields.path("value");
        }
        boolean isNumber = fields.path("type").asString().equals("int")
                && fields.path("criteria").asString().equals("==") && value.matches("0|[1-9]\\d{0,8}");
        return isNumber ? JsonNodeFactory.instance.numberNode(Integer.parseInt(value)) : fields;
    }
}
