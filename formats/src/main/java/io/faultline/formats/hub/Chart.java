package io.faultline.formats.hub;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.faultline.formats.yaml.YamlNode;
import io.faultline.formats.yaml.YamlReader;
import io.faultline.formats.yaml.YamlText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a chart (a ChartServiceVersion) says of a category, a fault or an experiment. Hubs spell its fields in several ways,
 * so that capitals do not count.
 *
 * @param name its metadata's
 * @param annotations categories, vendor, createdAt, repository, support, chartDescription
 * @param faults faults of a category, or experiments of a chart of them
 */
public record Chart(String name, String version, Map<String, String> annotations, String displayName,
        String description, List<String> keywords, String maturity, List<Map<String, String>> maintainers,
        String minKubeVersion, String provider, List<Map<String, String>> links, List<Item> faults,
        List<String> experiments, String definitionLink, List<String> platforms, String chaosType) {
    private static final String API_VERSION = "litmuchaos.io/v1alpha1";
    private static final String KIND = "ChartServiceVersion";

    /** A fault of a category. */
    public record Item(String name, String displayName, String description, List<String> plan) {}

    /** A chart of ours. */
    static Chart of(String name, String category, String displayName, String description, List<Item> faults) {
        return new Chart(name, "1.0.0", Map.of("categories", category, "vendor", "Faultline", "chartDescription",
                description), displayName, description, List.of(category), "stable", List.of(), "", "Faultline",
                List.of(), faults, List.of(), "", List.of(), "infra");
    }

    /** What can be read of it; what is no YAML, or of another shape, says nothing but its name. */
    public static Chart read(String text, String otherwise) {
        YamlNode root = YamlReader.read(text).root();
        Fields chart = new Fields(root);
        Fields metadata = chart.fields("metadata");
        Fields spec = chart.fields("spec");
        List<Item> faults = spec.items("faults").stream().map(Fields::new)
                .map(each -> new Item(each.text("name", ""), each.text("displayName", each.text("name", "")),
                        each.text("description", ""), each.texts("plan")))
                .toList();
        return new Chart(metadata.text("name", otherwise), metadata.text("version", ""),
                metadata.fields("annotations").texts(), spec.text("displayName", otherwise),
                spec.text("categoryDescription", ""), spec.texts("keywords"), spec.text("maturity", ""),
                spec.items("maintainers").stream().map(each -> new Fields(each).texts()).toList(),
                spec.text("minKubernetesVersion", spec.text("minKubeVersion", "")),
                spec.fields("provider").text("name", ""),
                spec.items("links").stream().map(each -> new Fields(each).texts()).toList(), faults,
                spec.texts("experiments"), spec.text("chaosExpCRDLink", ""), spec.texts("platforms"),
                spec.text("chaosType", ""));
    }

    String write() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("apiVersion", API_VERSION).put("kind", KIND);
        ObjectNode metadata = root.putObject("metadata").put("name", name).put("version", version);
        ObjectNode noted = metadata.putObject("annotations");
        new TreeMap<>(annotations).forEach(noted::put);
        ObjectNode spec = root.putObject("spec").put("displayName", displayName).put("categoryDescription",
                description);
        ArrayNode words = spec.putArray("keywords");
        keywords.forEach(words::add);
        spec.put("maturity", maturity).putObject("provider").put("name", provider);
        spec.put("chaosType", chaosType);
        if (!faults.isEmpty()) {
            ArrayNode items = spec.putArray("faults");
            faults.forEach(each -> items.addObject().put("name", each.name()).put("displayName", each.displayName())
                    .put("description", each.description()));
        }
        return YamlText.of(root);
    }

    /** Fields of a mapping, however their names are capitalised. */
    private record Fields(Map<String, YamlNode> byName) {
        Fields(@Nullable YamlNode node) {
            this(new TreeMap<>());
            if (node instanceof YamlNode.Fields map) {
                map.fields().forEach((name, field) -> byName.put(name.toLowerCase(Locale.ROOT), field.value()));
            }
        }

        @Nullable
        YamlNode at(String name) {
            return byName.get(name.toLowerCase(Locale.ROOT));
        }

        Fields fields(String name) {
            return new Fields(at(name));
        }

        String text(String name, String otherwise) {
            return at(name) instanceof YamlNode.Scalar scalar ? scalar.written() : otherwise;
        }

        List<YamlNode> items(String name) {
            return at(name) instanceof YamlNode.Items list ? list.items() : List.of();
        }

        List<String> texts(String name) {
            List<String> texts = new ArrayList<>();
            for (YamlNode item : items(name)) {
                if (item instanceof YamlNode.Scalar scalar) {
                    texts.add(scalar.written());
                }
            }
            return List.copyOf(texts);
        }

        Map<String, String> texts() {
            Map<String, String> texts = new TreeMap<>();
            byName.forEach((name, value) -> {
                if (value instanceof YamlNode.Scalar scalar) {
                    texts.put(name, scalar.written());
                }
            });
            return texts;
        }
    }
}
