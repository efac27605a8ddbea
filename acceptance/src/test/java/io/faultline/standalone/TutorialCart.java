package io.faultline.standalone;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.testkit.RealCluster;

import static org.awaitility.Awaitility.await;

/**
 * The cart of the tutorial's shop and the service it is reached by, in a namespace that is there. It goes on answering for
 * a moment after it was told to end, as a server does that means well with its clients.
 *
 * @param label whose value is its name: by it the fault and the service know it
 * @param port of the service
 */
record TutorialCart(KubernetesClient cluster, String namespace, String label, String app, String service, int port) {
    private static final int PORT = 8080;
    private static final String SERVER = """
                                         mkdir -p /www && echo empty > /www/cart && echo home > /www/index.html
                                         trap 'sleep 2; exit 0' TERM
                                         busybox httpd -f -p 8080 -h /www &
                                         wait""";

    TutorialCart create() {
        Map<String, String> labels = Map.of(label, app);
        cluster.apps().deployments().inNamespace(namespace).resource(new DeploymentBuilder().withNewMetadata()
                .withName(app).withLabels(labels).endMetadata().withNewSpec().withReplicas(0).withNewSelector()
                .withMatchLabels(labels).endSelector().withNewTemplate().withNewMetadata().withLabels(labels)
                .endMetadata().withNewSpec().withTerminationGracePeriodSeconds(5L)
                .withAutomountServiceAccountToken(false).addNewContainer().withName("server")
                .withImage(RealCluster.BUSYBOX).withImagePullPolicy("Never").withCommand("sh", "-c", SERVER)
                .withNewResources().addToLimits("ephemeral-storage", new Quantity("64Mi")).endResources()
                .withNewReadinessProbe().withNewHttpGet().withPath("/cart").withPort(new IntOrString(PORT)).endHttpGet()
                .withInitialDelaySeconds(2).withPeriodSeconds(1).endReadinessProbe().endContainer().endSpec()
                .endTemplate().endSpec().build()).create();
        cluster.services().inNamespace(namespace).resource(new ServiceBuilder().withNewMetadata().withName(service)
                .endMetadata().withNewSpec().withSelector(labels).addNewPort().withPort(port)
                .withTargetPort(new IntOrString(PORT)).endPort().endSpec().build()).create();
        return this;
    }

    TutorialCart scale(int replicas) {
        cluster.apps().deployments().inNamespace(namespace).withName(app).scale(replicas);
        await(app + " is ready").atMost(Duration.ofSeconds(90)).until(() -> Objects.equals(replicas, cluster.apps()
                .deployments().inNamespace(namespace).withName(app).get().getStatus().getReadyReplicas()));
        return this;
    }

    /** There is no DNS in the cluster of the tests: what a name would lead to. */
    String address() {
        return cluster.services().inNamespace(namespace).withName(service).get().getSpec().getClusterIP();
    }
}
