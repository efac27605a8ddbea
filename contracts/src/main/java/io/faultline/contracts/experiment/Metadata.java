package io.faultline.contracts.experiment;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import org.jspecify.annotations.Nullable;

/** What people and lists call an experiment. */
public record Metadata(
        @JsonProperty(required = true) @JsonPropertyDescription("Short name, unique in the project: letters, digits and - . _, at most 100.") String name,
        @JsonPropertyDescription("What is tried, and what is expected to hold.") @Nullable String description,
        @JsonPropertyDescription("Words to find it by.") List<String> tags) {
    private static final String NAME = "[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9])?";

    public Metadata {
        tags = tags == null ? List.of() : List.copyOf(tags);
    }

    void check(Complaints complaints) {
        complaints.required(name, "name");
        complaints.at("name").unless(name == null || name.isBlank() || name.matches(NAME),
                "'%s' is no name: use letters, digits and - . _ (at most 100), starting and ending with a letter or digit"
                        .formatted(name));
    }
}
