package io.faultline.contracts.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a fault goes through its targets. */
public enum Sequence {
    /** All targets at once. */
    @JsonProperty("parallel")
    PARALLEL,
    /**
     * One target after the other, each for the full duration; where they are struck at intervals, one at each of them, and
     * chosen anew when all have had their turn.
     */
    @JsonProperty("serial")
    SERIAL
}
