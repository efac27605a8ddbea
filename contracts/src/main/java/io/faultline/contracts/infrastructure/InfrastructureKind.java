package io.faultline.contracts.infrastructure;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a cluster is reached. */
public enum InfrastructureKind {
    /** By a kubeconfig file that the services themselves can read. */
    @JsonProperty("CONNECTOR")
    CONNECTOR,
    /** By an agent in the cluster, which calls in. */
    @JsonProperty("MANIFEST")
    MANIFEST
}
