package io.faultline.contracts.run;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.faultline.contracts.probe.Probe;

/** The parts of a run in which something is measured. */
public enum MeasurePhase {
    /** The gate: the hypothesis before any fault. */
    @JsonProperty("hypothesis-before")
    HYPOTHESIS_BEFORE,
    /** The hypothesis, again and again while faults are in force; its answers come in {@link #HYPOTHESIS_END}. */
    @JsonProperty("hypothesis-during")
    HYPOTHESIS_DURING,
    /** The end of {@link #HYPOTHESIS_DURING}. */
    @JsonProperty("hypothesis-end")
    HYPOTHESIS_END,
    /** The stop conditions: once before the first stage, which is what answers, and again and again until the run ends. */
    @JsonProperty("stop-conditions")
    STOP_CONDITIONS,
    /** Before a fault: SOT and Edge are evaluated in order, Continuous begins. */
    @JsonProperty("pre-fault")
    PRE_FAULT,
    /** After a fault: Continuous and OnChaos end and answer, then Edge and EOT are evaluated in order. */
    @JsonProperty("post-fault")
    POST_FAULT,
    /** A stage's own measurement, once. */
    @JsonProperty("stage")
    STAGE,
    /** The hypothesis after the last fault. */
    @JsonProperty("hypothesis-after")
    HYPOTHESIS_AFTER;

    /** Whether a result of this probe is due in this phase. */
    public boolean isAnsweredBy(Probe probe) {
        return switch (this) {
            case HYPOTHESIS_BEFORE, HYPOTHESIS_AFTER, HYPOTHESIS_END, STOP_CONDITIONS, STAGE -> true;
            case HYPOTHESIS_DURING -> false;
            case PRE_FAULT -> probe.mode().answersBefore();
            case POST_FAULT -> probe.mode().answersAfter();
        };
    }
}
