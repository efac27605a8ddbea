package io.faultline.contracts.infrastructure;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.ids.InfrastructureId;
import org.jspecify.annotations.Nullable;

/**
 * A connected cluster. People write its name; experiment-service looks it up and puts all of it into what it freezes, so
 * that no other service has to ask. Never holds a credential: a kubeconfig is named by its path.
 */
public record Infrastructure(
        @JsonProperty(required = true) @JsonPropertyDescription("Its name; writing the bare name is the same.") String name,
        @JsonPropertyDescription("Its id; filled in by the server.") @Nullable InfrastructureId id,
        @JsonPropertyDescription("How it is reached; filled in by the server.") @Nullable InfrastructureKind kind,
        @JsonPropertyDescription("CONNECTOR: path of the kubeconfig, where the services run; filled in by the server.") @Nullable String kubeconfig,
        @JsonPropertyDescription("CONNECTOR: context in it, unless its current one; filled in by the server.") @Nullable String context,
        @JsonPropertyDescription("The only namespace it may be used in, if there is but one; filled in by the server.") @Nullable String namespace,
        @JsonPropertyDescription("Tells other services that it was the server who filled it in.") @Nullable String seal) {
    /** Not sealed: as the facts of a run carry it. */
    public Infrastructure(String name, @Nullable InfrastructureId id, @Nullable InfrastructureKind kind,
            @Nullable String kubeconfig, @Nullable String context, @Nullable String namespace) {
        this(name, id, kind, kubeconfig, context, namespace, null);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Infrastructure named(String name) {
        return new Infrastructure(name, null, null, null, null, null);
    }

    /** Whether the server has filled in what it takes to reach it. */
    @JsonIgnore
    public boolean isResolved() {
        return id != null && kind != null;
    }

    /** The same, with this seal or without one. */
    public Infrastructure sealed(@Nullable String with) {
        return new Infrastructure(name, id, kind, kubeconfig, context, namespace, with);
    }

    public void check(Complaints complaints) {
        complaints.required(name, "name");
    }
}
