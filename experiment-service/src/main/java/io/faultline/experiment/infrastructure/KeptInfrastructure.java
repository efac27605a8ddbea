package io.faultline.experiment.infrastructure;

import java.time.Instant;
import java.util.List;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.ids.ProjectId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import org.jspecify.annotations.Nullable;

/**
 * An infrastructure as it is kept.
 *
 * @param version counts its changes, from 1
 * @param confirmedAt when an agent of it called in for the first time
 * @param agents those that called in, the live ones among them
 */
public record KeptInfrastructure(InfrastructureId id, ProjectId project, int version, InfrastructureSpec spec,
        @Nullable Instant confirmedAt, Instant createdAt, Instant updatedAt, List<Agent> agents) {
    public KeptInfrastructure {
        agents = List.copyOf(agents);
    }

    /** How it stands with it. */
    public enum State {
        /** It is reached by a kubeconfig; nobody asks whether there is somebody. */
        BY_KUBECONFIG,
        /** No agent has ever called in. */
        UNCONFIRMED,
        /** An agent calls in. */
        ACTIVE,
        /** Agents did call in, and none does now. */
        INACTIVE
    }

    public String name() {
        return spec.name();
    }

    public State state(Instant now) {
        if (spec.kind() == InfrastructureKind.CONNECTOR) {
            return State.BY_KUBECONFIG;
        } else if (agents.stream().anyMatch(agent -> agent.isLive(now))) {
            return State.ACTIVE;
        }
        return confirmedAt == null ? State.UNCONFIRMED : State.INACTIVE;
    }

    /** What the facts of a run say of it. */
    public Infrastructure frozen() {
        return new Infrastructure(spec.name(), id, spec.kind(), spec.kubeconfig(), spec.context(), spec.namespace());
    }

    /** The same, changed. */
    public KeptInfrastructure changed(InfrastructureSpec next, Instant now) {
        return new KeptInfrastructure(id, project, version + 1, next, confirmedAt, createdAt, now, agents);
    }
}
