package io.faultline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.wire.Wire;
import tools.jackson.databind.JsonNode;

/** The published schema of the experiment file, walked by field names. */
record ExperimentSchema(JsonNode root) {

    /** A field: what it is called, what it holds, what it means. */
    record Place(ExperimentSchema schema, String name, JsonNode node) {

        String description() {
            return node.path("description").asString("");
        }

        String type() {
            JsonNode real = schema.real(node);
            if (real.has("enum")) {
                return real.path("enum").valueStream().map(value -> value.asString(""))
                        .collect(Collectors.joining("|"));
            }
            String type = real.path("type").asString("");
            if ("array".equals(type)) {
                return "list of " + new Place(schema, "", real.path("items")).type();
            }
            if (real.path("pattern").asString("").contains("ms|s|m|h")) {
                return "duration";
            }
            return real.has("anyOf")
                    ? real.path("anyOf").valueStream().map(form -> new Place(schema, "", form).type())
                            .collect(Collectors.joining("|"))
                    : type.isEmpty() ? "object" : type;
        }

        List<Place> below() {
            List<Place> places = new ArrayList<>();
            schema.fields(node).forEach((field, form) -> places.add(new Place(schema, field, form)));
            return places;
        }
    }

    static ExperimentSchema load() {
        try (InputStream schema = Experiment.class.getResourceAsStream("/schemas/experiment.schema.json")) {
            return new ExperimentSchema(Wire.mapper().readTree(schema));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the schema", e);
        }
    }

    Place find(String path) {
        Place place = new Place(this, "experiment", root);
        if (path.isBlank()) {
            return place;
        }
        for (String step : path.split("\\.", -1)) {
            Map<String, JsonNode> fields = fields(place.node());
            JsonNode next = fields.get(step.replaceAll("\\[.*", ""));
            if (next == null) {
                throw new IllegalArgumentException("there is no field '%s' in %s; there are: %s".formatted(step,
                        place.name(), String.join(", ", fields.keySet())));
            }
            place = new Place(this, step, next);
        }
        return place;
    }

    /** The fields that may stand in a place, those of all variants together; lists are looked into. */
    private Map<String, JsonNode> fields(JsonNode node) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        collect(real(node), fields);
        return fields;
    }

    private void collect(JsonNode node, Map<String, JsonNode> fields) {
        if (node.has("items")) {
            collect(real(node.path("items")), fields);
        }
        node.path("properties").propertyStream().forEach(field -> fields.putIfAbsent(field.getKey(), field.getValue()));
        node.path("anyOf").forEach(form -> collect(real(form), fields));
        node.path("allOf").forEach(branch -> collect(real(branch.path("then")), fields));
    }

    private JsonNode real(JsonNode node) {
        String reference = node.path("$ref").asString("");
        return reference.startsWith("#") ? root.at(reference.substring(1)) : node;
    }
}
