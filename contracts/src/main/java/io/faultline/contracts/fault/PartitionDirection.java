package io.faultline.contracts.fault;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which way a pod is cut off, seen from the pod. */
public enum PartitionDirection {
    @JsonProperty("all")
    ALL, @JsonProperty("ingress")
    INGRESS, @JsonProperty("egress")
    EGRESS
}
