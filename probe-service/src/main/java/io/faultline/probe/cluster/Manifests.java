package io.faultline.probe.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Manifests as they are written: YAML or JSON, several documents, lists, whatever the line ends. */
final class Manifests {
    private Manifests() {}

    static List<Map<String, Object>> read(String text) throws Unanswered {
        List<Map<String, Object>> found = new ArrayList<>();
        try {
            for (Object document : new Load(LoadSettings.builder().build())
                    .loadAllFromString(text.replace("\r\n", "\n"))) {
                add(found, document);
            }
        } catch (MarkedYamlEngineException e) {
            throw Unanswered.because("the manifest cannot be read: %s%s".formatted(e.getProblem(), e.getProblemMark()
                    .map(mark -> " in line " + (mark.getLine() + 1)).orElse("")));
        } catch (YamlEngineException e) {
            throw Unanswered.because("the manifest cannot be read: " + e.getClass().getSimpleName());
        }
        if (found.isEmpty()) {
            throw Unanswered.because("the manifest has no objects in it");
        }
        return found;
    }

    private static void add(List<Map<String, Object>> found, Object document) throws Unanswered {
        if (document == null) {
            return;
        }
        if (!(document instanceof Map<?, ?> map) || !(map.get("kind") instanceof String kind)
                || !(map.get("apiVersion") instanceof String)) {
            throw Unanswered.because("object %d of the manifest needs apiVersion and kind".formatted(found.size() + 1));
        }
        if (kind.endsWith("List") && map.get("items") instanceof List<?> items) {
            for (Object item : items) {
                add(found, item);
            }
            return;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((name, value) -> object.put(String.valueOf(name), value));
        found.add(object);
    }
}
