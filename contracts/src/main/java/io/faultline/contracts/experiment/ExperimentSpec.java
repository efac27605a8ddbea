package io.faultline.contracts.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.probe.Probe;
import org.jspecify.annotations.Nullable;

/** What an experiment does and measures. */
public record ExperimentSpec(
        @JsonPropertyDescription("What should stay true; checked before and after by default.") @Nullable Hypothesis hypothesis,
        @JsonProperty(required = true) @JsonPropertyDescription("What is done, one stage after the other.") List<Stage> stages,
        @JsonPropertyDescription("What is put right at the end, beyond the undo every fault brings along.") @Nullable Rollbacks rollbacks,
        @JsonPropertyDescription("How much may be hit at most; a fault that would hit more is refused.") BlastRadius blastRadius,
        @JsonPropertyDescription("Probes watched from the first stage to the end: the run is stopped and mended as soon as one does not hold or cannot be measured. Their mode is not used.") List<Probe> stopConditions,
        @JsonPropertyDescription("Values used as ${name} in probes and actions.") Map<String, ConfigurationValue> configuration,
        @JsonPropertyDescription("Secrets used as ${name} in probes and actions: always references, never values.") Map<String, SecretReference> secrets,
        @JsonPropertyDescription("The run is stopped and mended when it takes longer; by default what its steps add up to, at most 1h.") @Nullable Duration maxDuration,
        @JsonPropertyDescription("The connected cluster that faults and probes of a cluster are aimed at, by name; without one, the cluster the services reach by themselves.") @Nullable Infrastructure infrastructure,
        @JsonPropertyDescription("How pods started for it in a cluster are placed and run.") @Nullable PodSettings helperPods) {
    public ExperimentSpec {
        stages = stages == null ? List.of() : List.copyOf(stages);
        blastRadius = blastRadius == null ? BlastRadius.UNLIMITED : blastRadius;
        stopConditions = stopConditions == null ? List.of() : List.copyOf(stopConditions);
        configuration = configuration == null ? Map.of() : Map.copyOf(configuration);
        secrets = secrets == null ? Map.of() : Map.copyOf(secrets);
    }

    /** With pods as their work needs them. */
    public ExperimentSpec(@Nullable Hypothesis hypothesis, List<Stage> stages, @Nullable Rollbacks rollbacks,
            BlastRadius blastRadius, List<Probe> stopConditions, Map<String, ConfigurationValue> configuration,
            Map<String, SecretReference> secrets, @Nullable Duration maxDuration,
            @Nullable Infrastructure infrastructure) {
        this(hypothesis, stages, rollbacks, blastRadius, stopConditions, configuration, secrets, maxDuration,
                infrastructure, null);
    }

    /** About no connected cluster. */
    public ExperimentSpec(@Nullable Hypothesis hypothesis, List<Stage> stages, @Nullable Rollbacks rollbacks,
            BlastRadius blastRadius, List<Probe> stopConditions, Map<String, ConfigurationValue> configuration,
            Map<String, SecretReference> secrets, @Nullable Duration maxDuration) {
        this(hypothesis, stages, rollbacks, blastRadius, stopConditions, configuration, secrets, maxDuration, null);
    }

    /** The same, aimed at that cluster. */
    public ExperimentSpec in(@Nullable Infrastructure cluster) {
        return new ExperimentSpec(hypothesis, stages, rollbacks, blastRadius, stopConditions, configuration, secrets,
                maxDuration, cluster);
    }

    /** Every fault of every stage, in the order they are written. */
    public List<Fault> faults() {
        return stages.stream().flatMap(stage -> stage.faults().stream()).toList();
    }

    public Optional<Fault> fault(String name) {
        return faults().stream().filter(fault -> fault.name().equals(name)).findFirst();
    }

    void check(Complaints complaints) {
        if (hypothesis != null) {
            hypothesis.check(complaints.at("hypothesis"));
        }
        complaints.unless(!stages.isEmpty() || hypothesis != null,
                "an experiment needs at least one stage or a hypothesis");
        complaints.at("stages").each(stages, Stage::check);
        complaints.at("stages").uniqueNames(faults(), Fault::name, "fault");
        List<Action> actions = new ArrayList<>(stages.stream().flatMap(stage -> stage.actions().stream()).toList());
        List<Probe> probes = stages.stream().flatMap(stage -> stage.probes().stream()).toList();
        if (rollbacks != null) {
            rollbacks.check(complaints.at("rollbacks"));
            actions.addAll(rollbacks.actions());
        }
        complaints.at("stages").uniqueNames(actions, Action::name, "action");
        complaints.at("stages").uniqueNames(probes, Probe::name, "stage probe");
        blastRadius.check(complaints.at("blastRadius"));
        complaints.at("stopConditions").each(stopConditions, Probe::check);
        complaints.at("stopConditions").uniqueNames(stopConditions, Probe::name, "stop condition");
        secrets.forEach((name, secret) -> secret.check(complaints.at("secrets").at(name)));
        configuration.forEach((name, value) -> value.check(complaints.at("configuration").at(name)));
        secrets.keySet().stream().filter(configuration::containsKey).forEach(name -> complaints.at("secrets").at(name)
                .add("is also a configuration value; names must be unique across both"));
        if (infrastructure != null) {
            infrastructure.check(complaints.at("infrastructure"));
        }
        if (helperPods != null) {
            helperPods.check(complaints.at("helperPods"));
        }
        if (maxDuration != null) {
            complaints.at("maxDuration").unless(maxDuration.isPositive(), "must be longer than nothing");
        }
    }
}
