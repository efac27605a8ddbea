package io.faultline.agent;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.injector.cluster.beside.HelperSettings;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is told by its manifest.
 *
 * @param server where it calls in
 * @param token of its infrastructure
 * @param instance its name among the agents of its infrastructure
 * @param onlyNamespace the only namespace it may do anything in, if there is but one
 * @param kubeconfig for an agent outside of its cluster; empty inside
 * @param patience without hearing of the server for so long it mends what it has in force
 * @param helpers how the pods are started that make faults next to their targets
 */
record AgentSettings(URI server, String token, String instance, InfrastructureId infrastructure,
        @Nullable String onlyNamespace, String kubeconfig, Duration patience,
        HelperSettings helpers) {
    /** The lease of an injector is 3 s, and a little more. */
    private static final String PATIENCE = "PT3.5S";

    static AgentSettings of(Map<String, String> environment) {
        return new AgentSettings(URI.create(required(environment, "FAULTLINE_SERVER")),
                required(environment, "FAULTLINE_TOKEN"), required(environment, "FAULTLINE_INSTANCE"),
                InfrastructureId.parse(required(environment, "FAULTLINE_INFRASTRUCTURE")),
                environment.get("FAULTLINE_ONLY_NAMESPACE"), environment.getOrDefault("FAULTLINE_KUBECONFIG", ""),
                Duration.parse(environment.getOrDefault("FAULTLINE_AGENT_PATIENCE", PATIENCE)),
                HelperSettings.of(environment));
    }

    /**
     * The same in one process of its pod: who starts again before the former one is missed is another agent, so that what
     * that one made is mended.
     */
    AgentSettings born(String birth) {
        return new AgentSettings(server, token, instance + "-" + birth, infrastructure, onlyNamespace, kubeconfig,
                patience, helpers);
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    name + " is not set; the manifest of an infrastructure sets it: faultline infra manifest NAME");
        }
        return value.strip();
    }

    /** The cluster the agent is in. */
    Infrastructure here() {
        return new Infrastructure("here", infrastructure, InfrastructureKind.CONNECTOR,
                kubeconfig.isBlank() ? null : kubeconfig, null, onlyNamespace);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "agent %s of infrastructure %s, calling %s".formatted(instance, infrastructure, server);
    }
}
