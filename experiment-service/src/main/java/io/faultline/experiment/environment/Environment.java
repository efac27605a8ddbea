package io.faultline.experiment.environment;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A group of infrastructures, kept under its id.
 *
 * @param type PROD or NON_PROD
 * @param infrastructures ids of those that were registered in it
 */
public record Environment(String name, String type, @Nullable String description, List<String> tags,
        List<String> infrastructures) {
    public Environment {
        tags = tags == null ? List.of() : List.copyOf(tags);
        infrastructures = infrastructures == null ? List.of() : List.copyOf(infrastructures);
    }
}
