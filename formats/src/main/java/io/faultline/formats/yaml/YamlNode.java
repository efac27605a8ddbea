package io.faultline.formats.yaml;

import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/** A YAML value that remembers where it stands. */
public sealed interface YamlNode {
    Place place();

    /** How many values it holds when all aliases are written out. */
    int size();

    /** How many levels it is deep when all aliases are written out. */
    int height();

    /**
     * @param written as it stands in the text, before it is taken for a number or the like
     */
    record Scalar(Place place, JsonNode value, String written) implements YamlNode {
        @Override
        public int size() {
            return 1;
        }

        @Override
        public int height() {
            return 0;
        }
    }

    record Items(Place place, int size, int height, List<YamlNode> items) implements YamlNode {}

    record Fields(Place place, int size, int height, Map<String, Field> fields) implements YamlNode {}

    record Field(Place key, YamlNode value) {}
}
