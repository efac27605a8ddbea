package io.faultline.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.networknt.schema.Error;
import io.faultline.formats.yaml.Pointers;
import io.faultline.formats.yaml.Spelling;
import io.faultline.formats.yaml.Trouble;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Validates against the JSON Schema and says what is wrong in words for people. */
final class SchemaCheck {
    private final JsonNode instance;

    private SchemaCheck(JsonNode instance) {
        this.instance = instance;
    }

    static List<Trouble> troubles(JsonNode instance) {
        SchemaCheck check = new SchemaCheck(instance);
        List<Trouble> troubles = new ArrayList<>();
        for (Error error : ExperimentSchema.validator().validate(instance)) {
            Trouble trouble = check.inWords(error);
            if (trouble != null && !troubles.contains(trouble)) {
                troubles.add(trouble);
            }
        }
        return troubles;
    }

    private @Nullable Trouble inWords(Error error) {
        String pointer = error.getInstanceLocation().toString();
        JsonNode value = instance.at(pointer);
        boolean isChoice = ExperimentSchema.at(pointer, instance).has("anyOf");
        return switch (error.getKeyword()) {
            case "required" -> missing(pointer, error.getProperty());
            case "additionalProperties", "unevaluatedProperties" -> unknown(pointer, error.getProperty());
            case "type" -> isChoice ? choice(pointer, value) : wrongType(pointer, value);
            case "enum" -> notOneOf(pointer, value);
            case "anyOf" -> null;
            default -> wrongType(pointer, value);
        };
    }

    private static Trouble missing(String pointer, String field) {
        return Trouble.at(Pointers.child(pointer, field), "'%s' is required".formatted(field));
    }

    private @Nullable Trouble unknown(String pointer, String field) {
        Set<String> known = ExperimentSchema.fieldsOf(pointer, instance);
        if (known.contains(field)) {
            return null;
        }
        String place = Pointers.child(pointer, field);
        if (field.equals("<<")) {
            return Trouble.ofKey(place, "merge keys are not part of YAML 1.2; alias the whole value or repeat it",
                    null);
        }
        String meant = Spelling.nearest(field, known);
        String others = meant == null ? "; known here are " + String.join(", ", known) : "";
        return Trouble.ofKey(place, "unknown field '%s'%s".formatted(Words.quoted(field), others), meant);
    }

    private Trouble notOneOf(String pointer, JsonNode value) {
        List<String> known = words(pointer);
        if (!value.isString()) {
            return wrongType(pointer, value);
        }
        return Trouble.at(pointer,
                "'%s' is not one of %s".formatted(Words.quoted(value.asString()), String.join(", ", known)))
                .meaning(Spelling.nearest(value.asString(), known));
    }

    private List<String> words(String pointer) {
        return ExperimentSchema.at(pointer, instance).path("enum").valueStream().map(JsonNode::asString).toList();
    }

    private static @Nullable Trouble choice(String pointer, JsonNode value) {
        return value.isObject()
                ? null
                : Trouble.at(pointer, "must be a single value or a mapping, but is " + Words.shown(value));
    }

    private Trouble wrongType(String pointer, JsonNode value) {
        if (value.isNull()) {
            return Trouble.at(pointer, "has no value; give it one, or leave the field out");
        }
        return Trouble.at(pointer, "must be %s, but is %s".formatted(
                Words.expected(ExperimentSchema.at(pointer, instance)), Words.shown(value)));
    }
}
