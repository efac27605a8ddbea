package io.faultline.experiment.graphql;

import java.util.List;
import java.util.Objects;

import io.faultline.contracts.ids.ProjectId;
import io.faultline.experiment.infrastructure.KeptInfrastructure;
import io.faultline.experiment.infrastructure.Registering;
import io.faultline.experiment.workflow.FoundRuns;
import io.faultline.experiment.workflow.Paging;
import io.faultline.experiment.workflow.RunSearch;
import io.faultline.experiment.workflow.Workflows;
import io.faultline.http.Problem;
import io.faultline.http.ProblemType;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.stereotype.Component;

/** Infrastructures in the words of Litmus 2.x, which calls them clusters and has no environments. */
@Component
record LegacyClusterOperations(ProjectId house, Infras infras, InfraOperations registered, Workflows workflows)
        implements
            Operations {
    private static final String INTERNAL = "internal";
    private static final String EXTERNAL = "external";
    private static final Paging LATEST = new Paging(0, 1, false, false);

    record Sent(String clusterName, @Nullable String description, String platformName, String clusterType,
            @Nullable String agentNamespace, @Nullable String serviceAccount, String agentScope,
            @Nullable Boolean agentNsExists, @Nullable Boolean agentSaExists, @Nullable String nodeSelector,
            @Nullable List<InfraOperations.SentToleration> tolerations) {
        InfraOperations.Sent infrastructure() {
            if (INTERNAL.equalsIgnoreCase(clusterType)) {
                throw new Problem(ProblemType.INVALID_REQUEST,
                        "the internal cluster is the house's own, which is there already as '%s'; what agents connect is external"
                                .formatted(Infras.OWN));
            }
            return new InfraOperations.Sent(clusterName, null, null, description, platformName, agentNamespace,
                    serviceAccount, agentScope, agentNsExists, agentSaExists, nodeSelector, tolerations, null);
        }
    }

    record Registered(String token, String clusterID, String clusterName) {
        static Registered of(Registering.Done done) {
            return new Registered(Objects.requireNonNullElse(done.token(), ""), done.infrastructure().id().toString(),
                    done.infrastructure().name());
        }
    }

    /** What cannot be told is null, and the secrets of it are empty: they are shown once, and not kept. */
    record View(String clusterID, String projectID, String clusterName, @Nullable String description,
            String platformName, String accessKey, boolean isRegistered, boolean isClusterConfirmed, boolean isActive,
            String updatedAt, String createdAt, String clusterType, @Nullable Integer noOfSchedules,
            @Nullable Integer noOfWorkflows, String token, @Nullable String agentNamespace,
            @Nullable String serviceAccount, String agentScope, boolean agentNsExists, boolean agentSaExists,
            String lastWorkflowTimestamp, String startTime, String version) {
        static View of(InfraView infra, String latest) {
            return new View(infra.infraID(), infra.projectID(), infra.name(), infra.description(),
                    infra.platformName(), "", infra.isInfraConfirmed(), infra.isInfraConfirmed(), infra.isActive(),
                    Times.seconds(infra.updatedAt()), Times.seconds(infra.createdAt()), type(infra), null, null,
                    infra.token(), infra.infraNamespace(), infra.serviceAccount(), infra.infraScope(),
                    infra.infraNsExists(), infra.infraSaExists(), latest, Times.seconds(infra.startTime()),
                    infra.version());
        }
    }

    record Event(String eventID, String eventType, String eventName, String description, View cluster) {
        static Event of(View cluster) {
            String name = cluster.isActive() ? "Cluster Live" : "Cluster Offline";
            return new Event(cluster.clusterID() + "/" + name, "cluster-status", name,
                    cluster.isActive() ? "Cluster is Live and Connected" : "Cluster Disconnect", cluster);
        }
    }

    @Override
    public void enter(Switchboard board) {
        board.query("listClusters", this::list)
                .query("getAgentDetails", asked -> view(asked, infras.existing(asked.project().id(),
                        asked.text("clusterID"))))
                .query("getManifest", asked -> registered.manifest(asked.text("clusterID"), asked.text("accessKey")))
                .mutation("registerCluster", asked -> Registered.of(
                        registered.connected(asked, asked.request(Sent.class).infrastructure())))
                .mutation("deleteClusters", this::delete).subscription("getClusterEvents", this::events);
    }

    /** Litmus calls internal what its server reaches by itself. */
    static String type(InfraView infra) {
        return infra.infraID().equals(Infras.OWN) ? INTERNAL : EXTERNAL;
    }

    private List<View> list(Asked asked) {
        String type = asked.maybe("clusterType");
        return infras.views(asked.project().id()).stream()
                .filter(each -> type == null || type.equalsIgnoreCase(type(each))).map(each -> view(asked, each))
                .toList();
    }

    private String delete(Asked asked) {
        List<String> ids = asked.environment().getArgumentOrDefault("clusterIDs", List.of());
        List<KeptInfrastructure> all = ids.stream().filter(Objects::nonNull).map(infras::required).toList();
        registered.delete(all);
        return "Successfully deleted clusters";
    }

    private Publisher<Event> events(Asked asked) {
        return registered.changes(asked.project().id()).map(each -> Event.of(View.of(each, latest(each))));
    }

    private View view(Asked asked, InfraView infra) {
        return View.of(infra, asked.wants("lastWorkflowTimestamp") ? latest(infra) : "0");
    }

    private String latest(InfraView infra) {
        return workflows.runs(new RunSearch(house, null, null, null, RunOperations.infrastructures(infra.infraID()),
                null, null, null, null, LATEST)).page().stream().map(FoundRuns.Numbered::run)
                .map(run -> RunOperations.updated(run.summary())).filter(Objects::nonNull).findFirst()
                .map(at -> Times.seconds(Times.text(at))).orElse("0");
    }
}
