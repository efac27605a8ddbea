package io.faultline.experiment.http;

import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Changes as RFC 7396 has them: null takes away, objects are gone into, all else is put in its place. */
record MergePatch(JsonNode changes) {
    JsonNode onto(JsonNode target) {
        if (!changes.isObject()) {
            return changes;
        }
        ObjectNode changed = target.isObject() ? target.deepCopy().asObject() : JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            if (change.getValue().isNull()) {
                changed.remove(change.getKey());
            } else {
                changed.set(change.getKey(), new MergePatch(change.getValue()).onto(changed.path(change.getKey())));
            }
        }
        return changed;
    }
}
