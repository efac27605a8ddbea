package io.faultline.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.faultline.contracts.experiment.Experiment;
import io.faultline.contracts.wire.Wire;
import io.faultline.formats.yaml.Pointers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** The published JSON Schema of an experiment, and what it knows at each place. */
final class ExperimentSchema {
    private static final JsonNode ROOT = load();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(ROOT);

    private ExperimentSchema() {}

    static Schema validator() {
        return SCHEMA;
    }

    /** The schema of what the pointer names; missing when there is nothing like that. */
    static JsonNode at(String pointer, JsonNode instance) {
        JsonNode schema = ROOT;
        JsonNode value = instance;
        for (String step : Pointers.steps(pointer)) {
            schema = child(schema, step, value);
            value = value.isArray() ? value.path(Integer.parseInt(step)) : value.path(step);
        }
        return resolved(schema);
    }

    /** The fields that may stand in the object the pointer names. */
    static Set<String> fieldsOf(String pointer, JsonNode instance) {
        JsonNode schema = at(pointer, instance);
        Set<String> fields = new TreeSet<>(objectOf(schema).path("properties").propertyNames());
        for (JsonNode variant : variants(schema, instance.at(pointer))) {
            fields.addAll(variant.path("properties").propertyNames());
        }
        return fields;
    }

    private static JsonNode child(JsonNode unresolved, String step, JsonNode value) {
        JsonNode schema = resolved(unresolved);
        if (value.isArray()) {
            return schema.path("items");
        }
        JsonNode property = objectOf(schema).path("properties").path(step);
        for (JsonNode variant : variants(schema, value)) {
            property = property.isMissingNode() ? variant.path("properties").path(step) : property;
        }
        JsonNode others = schema.path("additionalProperties");
        return property.isMissingNode() && others.isObject() ? others : property;
    }

    /** The parts of a fault's schema that hold for its type; for a type nobody knows, those of all types. */
    private static List<JsonNode> variants(JsonNode schema, JsonNode value) {
        String type = value.path("type").asString("");
        List<JsonNode> branches = schema.path("allOf").valueStream().toList();
        List<JsonNode> fitting = branches.stream()
                .filter(branch -> branch.at("/if/properties/type/const").asString("").equals(type)).toList();
        return (fitting.isEmpty() ? branches : fitting).stream().map(branch -> resolved(branch.path("then"))).toList();
    }

    /** Where a shorthand is allowed, the form with fields. */
    private static JsonNode objectOf(JsonNode schema) {
        return schema.path("anyOf").valueStream().filter(form -> form.has("properties")).findFirst().orElse(schema);
    }

    private static JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").asString("");
        return reference.isEmpty()
                ? schema
                : reference.startsWith("#")
                        ? ROOT.at(reference.substring(1))
                        : MissingNode.getInstance();
    }

    private static JsonNode load() {
        try (InputStream schema = Experiment.class.getResourceAsStream("/schemas/experiment.schema.json")) {
            return Wire.mapper().readTree(schema);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
