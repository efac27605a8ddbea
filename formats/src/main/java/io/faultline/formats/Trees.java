package io.faultline.formats;

import io.faultline.formats.yaml.Place;
import io.faultline.formats.yaml.Pointers;
import io.faultline.formats.yaml.YamlNode;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Between a YAML tree with places and the JSON tree that is validated. */
final class Trees {
    private Trees() {}

    static JsonNode json(YamlNode.Fields root) {
        ObjectNode json = (ObjectNode) plain(root);
        if (at(root, "/spec/configuration") instanceof YamlNode.Fields values
                && json.at("/spec/configuration") instanceof ObjectNode configuration) {
            values.fields().forEach((name, field) -> {
                if (field.value() instanceof YamlNode.Scalar scalar && !scalar.value().isNull()) {
                    configuration.put(name, scalar.written());
                }
            });
        }
        return json;
    }

    private static JsonNode plain(YamlNode node) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar.value();
            case YamlNode.Items list -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode(list.items().size());
                list.items().forEach(item -> array.add(plain(item)));
                yield array;
            }
            case YamlNode.Fields map -> {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                map.fields().forEach((key, field) -> object.set(key, plain(field.value())));
                yield object;
            }
        };
    }

    private static @Nullable YamlNode at(YamlNode root, String pointer) {
        YamlNode node = root;
        for (String step : Pointers.steps(pointer)) {
            YamlNode.Field next = child(node, step);
            if (next == null) {
                return null;
            }
            node = next.value();
        }
        return node;
    }

    /** The place of what the pointer names, or of the nearest thing around it that exists. */
    static Place place(YamlNode root, String pointer, boolean onKey) {
        YamlNode node = root;
        Place place = root.place();
        for (String step : Pointers.steps(pointer)) {
            YamlNode.Field next = child(node, step);
            if (next == null) {
                return place;
            }
            node = next.value();
            place = onKey ? next.key() : node.place();
        }
        return place;
    }

    private static YamlNode.@Nullable Field child(YamlNode node, String step) {
        return switch (node) {
            case YamlNode.Fields map -> map.fields().get(step);
            case YamlNode.Items list -> {
                int index = step.matches("\\d{1,9}") ? Integer.parseInt(step) : -1;
                boolean there = index >= 0 && index < list.items().size();
                yield there ? new YamlNode.Field(list.items().get(index).place(), list.items().get(index)) : null;
            }
            case YamlNode.Scalar _ -> null;
        };
    }
}
