package io.faultline.formats.litmus;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What is said beside a manifest: it fills what is left blank there, as templates of a hub are.
 *
 * @param blanks values by the names of tunables, or <code>appns, applabel, appkind</code>
 * @param parameters values for the workflow's own parameters, instead of those in the manifest
 * @param weights weights by the names of faults, before those in the manifest
 */
public record Filling(Map<String, String> blanks, Map<String, String> parameters, Map<String, Integer> weights) {
    public static final Filling NONE = new Filling(Map.of(), Map.of(), Map.of());

    public Filling {
        blanks = Map.copyOf(blanks);
        parameters = Map.copyOf(parameters);
        weights = Map.copyOf(weights);
    }

    /** The text itself, or what fills it when it is blank. */
    String fill(String name, @Nullable String text) {
        return text == null || text.isBlank() ? blanks.getOrDefault(name, "") : text;
    }
}
