package io.faultline.contracts.experiment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** When the steady-state hypothesis is checked; the five strategies of the Chaos Toolkit. */
public enum HypothesisStrategy {
    @JsonProperty("before-and-after")
    BEFORE_AND_AFTER(true, false, true), @JsonProperty("before")
    BEFORE(true, false, false), @JsonProperty("after")
    AFTER(false, false, true), @JsonProperty("during")
    DURING(false, true, false), @JsonProperty("continuously")
    CONTINUOUSLY(true, true, true);

    private final boolean before;
    private final boolean during;
    private final boolean after;

    HypothesisStrategy(boolean before, boolean during, boolean after) {
        this.before = before;
        this.during = during;
        this.after = after;
    }

    public boolean before() {
        return before;
    }

    public boolean during() {
        return during;
    }

    public boolean after() {
        return after;
    }
}
