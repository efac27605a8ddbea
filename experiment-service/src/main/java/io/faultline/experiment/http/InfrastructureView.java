package io.faultline.experiment.http;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.experiment.infrastructure.Agent;
import io.faultline.experiment.infrastructure.InfrastructureSpec;
import io.faultline.experiment.infrastructure.KeptInfrastructure;
import io.faultline.experiment.infrastructure.Registry;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An infrastructure as the API shows it.
 *
 * @param token of its agents: shown once, when it is made
 * @param manifest what is applied to its cluster, with the token in it: shown once with it
 */
record InfrastructureView(InfrastructureId id, @JsonUnwrapped InfrastructureSpec spec,
        @Schema(allowableValues = {
                "by-kubeconfig", "unconfirmed", "active", "inactive"}) String state,
        @JsonProperty("isInfraConfirmed") boolean confirmed, @JsonProperty("isActive") boolean active,
        List<AgentView> agents, int version, Instant createdAt, Instant updatedAt, @Nullable String token,
        @Nullable String manifest) {
    /** One of its agents. */
    record AgentView(String instance, String version, Instant since, Instant lastHeard, boolean live) {}

    static InfrastructureView of(KeptInfrastructure kept, Instant now) {
        KeptInfrastructure.State state = kept.state(now);
        boolean byKubeconfig = state == KeptInfrastructure.State.BY_KUBECONFIG;
        return new InfrastructureView(kept.id(), kept.spec(),
                state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                byKubeconfig || kept.confirmedAt() != null, byKubeconfig || state == KeptInfrastructure.State.ACTIVE,
                kept.agents().stream().map(agent -> view(agent, now)).toList(), kept.version(), kept.createdAt(),
                kept.updatedAt(), null, null);
    }

    /** With what is shown once. */
    InfrastructureView telling(@Nullable String itsToken, @Nullable String itsManifest) {
        return new InfrastructureView(id, spec, state, confirmed, active, agents, version, createdAt, updatedAt,
                itsToken, itsManifest);
    }

    private static AgentView view(Agent agent, Instant now) {
        return new AgentView(agent.instance(), agent.version(), agent.since(),
                agent.leaseUntil().minus(Registry.LEASE), agent.isLive(now));
    }

    static String path(KeptInfrastructure kept) {
        return "/api/v1/infrastructures/" + kept.id();
    }

    static String etag(KeptInfrastructure kept) {
        return "\"" + kept.version() + "\"";
    }
}
