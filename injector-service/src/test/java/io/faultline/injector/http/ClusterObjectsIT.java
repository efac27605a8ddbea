package io.faultline.injector.http;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.http.ApiSettings;
import io.faultline.http.InfrastructureSeals;
import io.faultline.http.Problem;
import io.faultline.injector.cluster.ClusterNamespace;
import io.faultline.injector.cluster.ClusterRig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What pickers are shown of a real cluster. */
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
        api = new ClusterObjectsApi(rig.reach(), SEALS);
        namespace.deploy("cart", 2);
    }

    @AfterAll
    static void close() throws Exception {
        if (namespace != null) {
            rig.close();
            namespace.close();
        }
    }

    private static ClusterObjectsApi.Found found(Infrastructure where, String in, String resource) {
        return api.find(new ClusterObjectsApi.Wish(where, in, resource));
    }

    private static Infrastructure only(String name) {
        return new Infrastructure("one", new InfrastructureId(new UUID(1, 2)), InfrastructureKind.CONNECTOR,
                namespace.kubeconfig().toString(), null, name);
    }

    @Test
    void namespacesPodsAndWorkloadsAreShownWithTheirLabels() {
        assertThat(found(null, null, null).objects()).extracting(ClusterObjectsApi.Seen::name)
                .contains("kube-system", namespace.name());
        assertThat(found(null, namespace.name(), "deployments").objects())
                .containsExactly(new ClusterObjectsApi.Seen("cart", Map.of("app", "cart")));
        assertThat(found(null, namespace.name(), "pods").objects()).hasSize(2)
                .allSatisfy(pod -> assertThat(pod.labels()).containsEntry("app", "cart"));
        assertThat(found(null, namespace.name(), "statefulsets").objects()).isEmpty();
    }

    @Test
    void whatIsConnectedForOneNamespaceShowsThatOneOnly() {
        Infrastructure sealed = SEALS.seal(only(namespace.name()));
        assertThat(found(sealed, null, null).objects()).extracting(ClusterObjectsApi.Seen::name)
                .containsExactly(namespace.name());
        assertThat(found(sealed, namespace.name(), "pods").objects()).hasSize(2);
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> found(sealed, "kube-system", "pods"))
                .withMessageContaining("sees nothing of kube-system");
    }

    @Test
    void whatNobodySealedIsNotBelievedAndOtherObjectsAreNobodysBusiness() {
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> found(only(null), null, null))
                .withMessageContaining("is filled in by the server");
        assertThatExceptionOfType(Problem.class).isThrownBy(() -> found(null, namespace.name(), "secrets"))
                .withMessageContaining("'secrets' are not looked at");
    }
}
