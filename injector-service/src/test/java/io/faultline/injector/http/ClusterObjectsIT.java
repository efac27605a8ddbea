package io.faultline.injector.http;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.contracts.run.Refusal;
import io.faultline.http.ApiSettings;
import io.faultline.http.InfrastructureSeals;
import io.faultline.http.Problem;
import io.faultline.injector.agency.AgentAnswer;
import io.faultline.injector.agency.AgentLine;
import io.faultline.injector.agency.AgentTask;
import io.faultline.injector.cluster.ClusterNamespace;
import io.faultline.injector.cluster.ClusterRig;
import io.faultline.injector.cluster.OnACluster;
import io.faultline.injector.cluster.PodReader;
import io.faultline.injector.fault.cluster.Look;
import io.faultline.injector.fault.cluster.OwnerSeen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What pickers are shown of a real cluster. */
@OnACluster
class ClusterObjectsIT {
    private static final InfrastructureSeals SEALS = new InfrastructureSeals(
            new ApiSettings("0123456789abcdef0123456789abcdef", null, List.of()));
    private static ClusterNamespace namespace;
    private static ClusterRig rig;
    private static ClusterObjectsApi api;

    @BeforeAll
    static void open() {
        namespace = ClusterNamespace.open("faultline-objects");
        rig = new ClusterRig(namespace.kubeconfig());
        api = new ClusterObjectsApi(rig.reach(), SEALS, new NoAgents());
        namespace.deploy("cart", 2);
        namespace.deploy("till", 1);
    }

    @AfterAll
    static void close() throws Exception {
        if (namespace != null) {
            rig.close();
            namespace.close();
        }
    }

    /** Those of a real house are in the agent's own tests. */
    private record NoAgents() implements AgentLine {
        @Override
        public Heard ask(Infrastructure where, AgentTask task, Duration patience) {
            return new Heard(AgentAnswer.refused(Refusal.NOT_POSSIBLE, "no agent took it"), null);
        }

        @Override
        public boolean isGone(Infrastructure where, String agent) {
            return true;
        }
    }

    private static ClusterObjectsApi.Found found(Infrastructure where, String in, String resource,
            OwnerSeen... workloads) throws InterruptedException {
        return found(api, where, in, resource, workloads);
    }

    private static ClusterObjectsApi.Found found(ClusterObjectsApi asked, Infrastructure where, String in,
            String resource, OwnerSeen... workloads) throws InterruptedException {
        return asked.find(new ClusterObjectsApi.Wish(where, in, resource, List.of(workloads)));
    }

    private static Infrastructure only(String name) {
        return new Infrastructure("one", new InfrastructureId(new UUID(1, 2)), InfrastructureKind.CONNECTOR,
                namespace.kubeconfig().toString(), null, name);
    }

    @Test
    void namespacesPodsAndWorkloadsAreShownWithTheirLabels() throws Exception {
        assertThat(found(null, null, null).objects()).extracting(Look.Seen::name)
                .contains("kube-system", namespace.name());
        assertThat(found(null, namespace.name(), "deployments").objects())
                .containsExactlyInAnyOrder(new Look.Seen("cart", Map.of("app", "cart")),
                        new Look.Seen("till", Map.of("app", "till")));
        assertThat(found(null, namespace.name(), "pods").objects()).hasSize(3)
                .allSatisfy(pod -> assertThat(pod.labels()).containsEntry("app", pod.name().split("-")[0]));
        assertThat(found(null, namespace.name(), "statefulsets").objects()).isEmpty();
    }

    @Test
    void whatIsConnectedForOneNamespaceShowsThatOneOnly() throws Exception {
        Infrastructure sealed = SEALS.seal(only(namespace.name()));
        assertThat(found(sealed, null, null).objects()).extracting(Look.Seen::name)
                .containsExactly(namespace.name());
        assertThat(found(sealed, namespace.name(), "pods").objects()).hasSize(3);
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> found(sealed, "kube-system", "pods"))
                .withMessageContaining("sees nothing of kube-system");
    }

    @Test
    void podsAreShownOfTheWorkloadsThatLookAfterThem() throws Exception {
        for (String kind : List.of("deployment", "Deployment")) {
            assertThat(found(null, namespace.name(), "pods", new OwnerSeen(kind, "till")).objects())
                    .singleElement().satisfies(pod -> assertThat(pod.name()).startsWith("till-"));
        }
        assertThat(found(null, namespace.name(), "pods", new OwnerSeen("statefulset", "till")).objects()).isEmpty();
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> found(null, namespace.name(), "deployments", new OwnerSeen("deployment", "till")))
                .withMessageContaining("workloads look after pods only");
    }

    /** As an agent of a whole cluster is, by the manifest. */
    @Test
    void whoMayListPodsButNoNamespacesIsShownThoseWithPodsInThem() throws Exception {
        try (PodReader reader = PodReader.in(namespace); ClusterRig ofReader = new ClusterRig(reader.kubeconfig())) {
            ClusterObjectsApi asked = new ClusterObjectsApi(ofReader.reach(), SEALS, new NoAgents());
            assertThat(found(asked, null, null, null).objects()).extracting(Look.Seen::name)
                    .contains(namespace.name()).doesNotContain("kube-node-lease");
            assertThat(found(asked, null, namespace.name(), "pods").objects()).isNotEmpty();
            assertThatExceptionOfType(Problem.class)
                    .isThrownBy(() -> found(asked, null, namespace.name(), "deployments"))
                    .withMessageContaining("the cluster does not allow it (403)");
        }
    }

    @Test
    void agentsAreAskedForTheirOwnClusterAndWhyTheyDoNotAnswerIsSaid() {
        Infrastructure byAgents = SEALS.seal(new Infrastructure("far", new InfrastructureId(new UUID(1, 3)),
                InfrastructureKind.MANIFEST, null, null, null));
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> found(byAgents, null, null))
                .withMessageContaining("infrastructure 'far': no agent took it");
    }

    @Test
    void whatNobodySealedIsNotBelievedAndOtherObjectsAreNobodysBusiness() {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> found(only(null), null, null))
                .withMessageContaining("is filled in by the server");
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> found(null, namespace.name(), "secrets"))
                .withMessageContaining("'secrets' are not looked at");
    }
}
