package io.faultline.contracts.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When rollbacks are played; the four strategies of the Chaos Toolkit. */
public enum RollbackStrategy {
    @JsonProperty("default")
    DEFAULT, @JsonProperty("always")
    ALWAYS, @JsonProperty("never")
    NEVER, @JsonProperty("deviated")
    DEVIATED
}
