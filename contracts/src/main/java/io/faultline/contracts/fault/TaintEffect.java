package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a taint does to pods that do not tolerate it; Kubernetes' own names. */
public enum TaintEffect {
    @JsonProperty("NoExecute")
    NO_EXECUTE("NoExecute"), @JsonProperty("NoSchedule")
    NO_SCHEDULE("NoSchedule"), @JsonProperty("PreferNoSchedule")
    PREFER_NO_SCHEDULE("PreferNoSchedule");

    private final String wireName;

    TaintEffect(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
