package io.faultline.contracts.experiment;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.probe.Probe;

/** The steady state: what holds before the first fault and should hold after the last one. */
public record Hypothesis(
        @JsonProperty(required = true) @JsonPropertyDescription("The steady state in words.") String title,
        @JsonPropertyDescription("When it is checked: before-and-after (default), before, after, during or continuously.") HypothesisStrategy strategy,
        @JsonProperty(required = true) @JsonPropertyDescription("The probes that all have to hold; their mode does not count here.") List<Probe> probes) {
    public Hypothesis {
        strategy = strategy == null ? HypothesisStrategy.BEFORE_AND_AFTER : strategy;
        probes = probes == null ? List.of() : List.copyOf(probes);
    }

    void check(Complaints complaints) {
        complaints.required(title, "title");
        complaints.at("probes").each(probes, Probe::check);
        complaints.at("probes").uniqueNames(probes, Probe::name, "probe");
    }
}
