package io.faultline.contracts.experiment;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.probe.Probe;

/**
 * A fault of an experiment: what is broken (its {@link FaultSpec}), for how long, and how it is watched. In JSON the
 * spec's own fields stand beside these, told apart by <code>type</code>.
 */
public record Fault(@JsonProperty(required = true) @JsonPropertyDescription("Unique name.") String name, FaultSpec spec,
        @JsonPropertyDescription("How long it stays in force, or is repeated; 30s by default, 0s for a single stroke.") Duration duration,
        @JsonPropertyDescription("Faults that strike (process-kill): pause between two strokes within the duration; 0s strikes once.") Duration interval,
        @JsonPropertyDescription("Wait before it is injected, and again after it was reverted.") Duration ramp,
        @JsonPropertyDescription("parallel (default): all targets at once; serial: one after the other, each for the full duration, or one at each interval within it.") Sequence sequence,
        @JsonPropertyDescription("Weight in the resilience score, 0 to 10; 10 by default.") Integer weight,
        @JsonPropertyDescription("What is measured around and during this fault.") List<Probe> probes) {
    public static final Duration DEFAULT_DURATION = Duration.ofSeconds(30);
    public static final Duration LONGEST = Duration.ofHours(1);
    public static final int DEFAULT_WEIGHT = 10;

    public Fault {
        duration = duration == null ? DEFAULT_DURATION : duration;
        interval = interval == null ? Duration.ZERO : interval;
        ramp = ramp == null ? Duration.ZERO : ramp;
        sequence = sequence == null ? Sequence.PARALLEL : sequence;
        weight = weight == null ? DEFAULT_WEIGHT : weight;
        probes = probes == null ? List.of() : List.copyOf(probes);
    }

    public static Fault of(String name, FaultSpec spec, Duration duration, List<Probe> probes) {
        return new Fault(name, spec, duration, Duration.ZERO, Duration.ZERO, Sequence.PARALLEL, DEFAULT_WEIGHT, probes);
    }

    public FaultId id() {
        return new FaultId(name);
    }

    void check(Complaints complaints) {
        complaints.required(name, "name");
        complaints.notNegative(duration, "duration");
        complaints.at("duration").unless(duration.compareTo(LONGEST) <= 0,
                "no fault may last longer than 1h: every fault has to end");
        complaints.notNegative(interval, "interval");
        complaints.notNegative(ramp, "ramp");
        complaints.within(weight, 0, 10, "weight");
        spec.check(complaints);
        complaints.at("probes").each(probes, Probe::check);
        complaints.at("probes").uniqueNames(probes, Probe::name, "probe");
    }
}
