package io.faultline.experiment.graphql;

import java.util.List;

import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.experiment.environment.Membership;
import io.faultline.experiment.infrastructure.Agent;
import io.faultline.experiment.infrastructure.InfrastructureSpec;
import io.faultline.experiment.infrastructure.KeptInfrastructure;
import io.faultline.experiment.workflow.InfrastructureUse;
import org.jspecify.annotations.Nullable;

/**
 * An infrastructure as it is shown, in both dialects.
 *
 * @param token empty: it is shown once, when the infrastructure is registered, and not kept
 */
record InfraView(String projectID, String infraID, String name, @Nullable String description, List<String> tags,
        String environmentID, String platformName, boolean isActive, boolean isInfraConfirmed, boolean isRemoved,
        String updatedAt, String createdAt, @Nullable Integer noOfExperiments, @Nullable Integer noOfExperimentRuns,
        @Nullable Integer noOfSchedules, @Nullable Integer noOfWorkflows, String token, @Nullable String infraNamespace,
        @Nullable String serviceAccount, String infraScope, boolean infraNsExists, boolean infraSaExists,
        @Nullable String lastExperimentTimestamp, @Nullable String lastWorkflowTimestamp, String startTime,
        String version, Person createdBy, Person updatedBy, String infraType, String updateStatus,
        String installationType, @Nullable String k8sConnectorID) {
    static InfraView of(String project, KeptInfrastructure kept, Membership membership, boolean active,
            boolean confirmed) {
        InfrastructureSpec spec = kept.spec();
        boolean manifest = spec.kind() == InfrastructureKind.MANIFEST;
        String version = kept.agents().stream().map(Agent::version).findFirst().orElse("");
        return new InfraView(project, kept.id().toString(), kept.name(), spec.description(), spec.tags(),
                membership.environment(), membership.platform(), active, confirmed, false, Times.text(kept.updatedAt()),
                Times.text(kept.createdAt()),
                null, null, null, null, "", manifest ? spec.agentNamespace() : spec.namespace(),
                manifest ? spec.serviceAccount() : null, spec.namespace() == null ? "cluster" : "namespace",
                spec.namespaceExists(), membership.serviceAccountExists(), null, null, Times.known(kept.confirmedAt()),
                version, Person.API,
                Person.API, "Kubernetes", "NOT_REQUIRED", manifest ? "MANIFEST" : "CONNECTOR", null);
    }

    /** The house's own injector and probe services. */
    static InfraView own(String project) {
        return fixed(project, Infras.OWN, "the house's own services", true);
    }

    /** The same, with what is done at it: 3.x calls experiments and runs what 2.x called schedules and workflows. */
    InfraView used(InfrastructureUse use) {
        String latest = use.latest() == null ? "0" : Times.text(use.latest());
        return new InfraView(projectID, infraID, name, description, tags, environmentID, platformName, isActive,
                isInfraConfirmed, isRemoved, updatedAt, createdAt, use.experiments(), use.runs(), use.experiments(),
                use.runs(), token, infraNamespace, serviceAccount, infraScope, infraNsExists, infraSaExists, latest,
                latest, startTime, version, createdBy, updatedBy, infraType, updateStatus, installationType,
                k8sConnectorID);
    }

    static InfraView removed(String project, String id) {
        return fixed(project, id, id, false);
    }

    private static InfraView fixed(String project, String id, String name, boolean there) {
        return new InfraView(project, id, name, null, List.of(), "", there ? "Linux" : "", there, there, !there, "0",
                "0", null, null, null, null, "", null, null, "cluster", false, false, null, null, "0", "", Person.API,
                Person.API, "Kubernetes", "NOT_REQUIRED", "MANIFEST", null);
    }
}
