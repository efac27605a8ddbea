package io.faultline.contracts.probe;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When a fault's probe is evaluated; the five modes of Litmus and Harness. */
public enum ProbeMode {
    /** Once, before the fault. */
    @JsonProperty("SOT")
    SOT(true, true, false),
    /** Once, after the fault was reverted. */
    @JsonProperty("EOT")
    EOT(false, false, true),
    /** Before and after; holds only if both do. */
    @JsonProperty("Edge")
    EDGE(true, true, true),
    /** Again and again from before the fault until after it. */
    @JsonProperty("Continuous")
    CONTINUOUS(true, false, true),
    /** Again and again while the fault is in force. */
    @JsonProperty("OnChaos")
    ON_CHAOS(false, false, true);

    private final boolean startsBefore;
    private final boolean answersBefore;
    private final boolean answersAfter;

    ProbeMode(boolean startsBefore, boolean answersBefore, boolean answersAfter) {
        this.startsBefore = startsBefore;
        this.answersBefore = answersBefore;
        this.answersAfter = answersAfter;
    }

    /** Whether it already does something before the fault. */
    public boolean startsBefore() {
        return startsBefore;
    }

    /** Whether a result is due before the fault. */
    public boolean answersBefore() {
        return answersBefore;
    }

    /** Whether a result is due after the fault. */
    public boolean answersAfter() {
        return answersAfter;
    }

    /** Whether it is evaluated again and again rather than once. */
    public boolean repeats() {
        return this == CONTINUOUS || this == ON_CHAOS;
    }
}
