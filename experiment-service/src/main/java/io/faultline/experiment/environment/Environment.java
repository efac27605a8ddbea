package io.faultline.experiment.environment;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A group of infrastructures, kept under its id.
 *
 * @param type PROD or NON_PROD
 */
public record Environment(String name, String type, @Nullable String description, List<String> tags) {
    public Environment {
        tags = tags == null ? List.of() : List.copyOf(tags);
    }
}
