package io.faultline.contracts.run;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The four parts of a run; what is skipped when something goes wrong depends on them. */
public enum RunPart {
    @JsonProperty("gate")
    GATE, @JsonProperty("method")
    METHOD, @JsonProperty("after")
    AFTER, @JsonProperty("rollback")
    ROLLBACK
}
