package io.faultline.contracts.probe;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/** What came of a measurement: three things, never two. */
public enum Outcome {
    /** Measured and accepted. */
    @JsonProperty("held")
    HELD,
    /** Measured and not accepted. */
    @JsonProperty("broken")
    BROKEN,
    /** It could not be measured, so nobody knows. */
    @JsonEnumDefaultValue
    @JsonProperty("unmeasurable")
    UNMEASURABLE;

    /** The worse of two: broken is certain, so it outweighs not knowing. */
    public Outcome worse(Outcome other) {
        if (this == BROKEN || other == BROKEN) {
            return BROKEN;
        }
        return this == UNMEASURABLE ? this : other;
    }
}
