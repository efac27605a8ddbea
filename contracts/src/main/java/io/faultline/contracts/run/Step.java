package io.faultline.contracts.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.faultline.contracts.experiment.Action;
import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.ConfigurationValue;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.experiment.SecretReference;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.probe.Probe;
import org.jspecify.annotations.Nullable;

/** One thing a run consists of; carries all that whoever does it needs, so that no service asks another. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(value = Step.Inject.class, name = "inject"),
        @JsonSubTypes.Type(value = Step.Measure.class, name = "measure"),
        @JsonSubTypes.Type(value = Step.Act.class, name = "act"),
        @JsonSubTypes.Type(value = Step.Pause.class, name = "pause")})
public sealed interface Step {
    StepId id();

    /** Put a fault in force and revert it; answered by FaultReverted or FaultFailed (FaultInjected tells it began). */
    record Inject(@JsonPropertyDescription("The step.") StepId id, @JsonPropertyDescription("The fault.") Fault fault,
            @JsonPropertyDescription("How much it may hit.") BlastRadius blastRadius,
            @JsonPropertyDescription("The cluster it is about, unless the one the service reaches by itself.") @Nullable Infrastructure infrastructure,
            @JsonPropertyDescription("How pods started for it are placed and run.") @Nullable PodSettings helperPods)
            implements
                Step {
        /** With pods as their work needs them. */
        public Inject(StepId id, Fault fault, BlastRadius blastRadius, @Nullable Infrastructure infrastructure) {
            this(id, fault, blastRadius, infrastructure, null);
        }

        /** About no connected cluster. */
        public Inject(StepId id, Fault fault, BlastRadius blastRadius) {
            this(id, fault, blastRadius, null);
        }
    }

    /** Take measurements; answered by one ProbeResult for each of {@link #answers()}. */
    record Measure(@JsonPropertyDescription("The step.") StepId id,
            @JsonPropertyDescription("Which part of the run this is.") MeasurePhase phase,
            @JsonPropertyDescription("The fault the probes belong to, if any.") @Nullable FaultId fault,
            @JsonPropertyDescription("All probes of that fault or hypothesis, in order.") List<Probe> probes,
            @JsonPropertyDescription("Values for ${name}.") Map<String, ConfigurationValue> configuration,
            @JsonPropertyDescription("Secrets for ${name}, by reference.") Map<String, SecretReference> secrets,
            @JsonPropertyDescription("The cluster it is about, unless the one the service reaches by itself.") @Nullable Infrastructure infrastructure,
            @JsonPropertyDescription("How probe pods started for it are placed and run.") @Nullable PodSettings helperPods)
            implements
                Step {
        /** About no connected cluster. */
        public Measure(StepId id, MeasurePhase phase, @Nullable FaultId fault, List<Probe> probes,
                Map<String, ConfigurationValue> configuration, Map<String, SecretReference> secrets) {
            this(id, phase, fault, probes, configuration, secrets, null, null);
        }

        /** The probes that answer in this phase. */
        public List<Probe> answers() {
            return probes.stream().filter(phase::isAnsweredBy).toList();
        }
    }

    /** Take an action; answered by ActionTaken. */
    record Act(@JsonPropertyDescription("The step.") StepId id, @JsonPropertyDescription("The action.") Action action,
            @JsonPropertyDescription("Values for ${name}.") Map<String, ConfigurationValue> configuration,
            @JsonPropertyDescription("Secrets for ${name}, by reference.") Map<String, SecretReference> secrets)
            implements
                Step {}

    /** Wait; nobody but the scheduler has anything to do. */
    record Pause(@JsonPropertyDescription("The step.") StepId id,
            @JsonPropertyDescription("How long.") Duration duration) implements Step {}
}
