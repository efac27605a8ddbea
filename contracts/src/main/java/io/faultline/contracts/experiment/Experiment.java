package io.faultline.contracts.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;

/**
 * A chaos experiment: its file form, its REST form and its frozen copy inside a run are this one shape. Checks itself
 * whole on construction, so that an Experiment in hand is a valid one.
 */
public record Experiment(
        @JsonProperty(required = true) @JsonPropertyDescription("Always faultline.io/v1.") String apiVersion,
        @JsonProperty(required = true) @JsonPropertyDescription("Always Experiment.") String kind,
        @JsonProperty(required = true) @JsonPropertyDescription("Name, description and tags.") Metadata metadata,
        @JsonProperty(required = true) @JsonPropertyDescription("What is done and measured.") ExperimentSpec spec) {
    public static final String API_VERSION = "faultline.io/v1";
    public static final String KIND = "Experiment";

    public Experiment {
        Complaints complaints = Complaints.collect();
        complaints.at("apiVersion").unless(API_VERSION.equals(apiVersion), "must be " + API_VERSION);
        complaints.at("kind").unless(KIND.equals(kind), "must be " + KIND);
        complaints.required(metadata, "metadata");
        complaints.required(spec, "spec");
        if (metadata != null) {
            metadata.check(complaints.at("metadata"));
        }
        if (spec != null) {
            spec.check(complaints.at("spec"));
        }
        complaints.throwIfAny();
    }

    public static Experiment of(Metadata metadata, ExperimentSpec spec) {
        return new Experiment(API_VERSION, KIND, metadata, spec);
    }

    public String name() {
        return metadata.name();
    }
}
