package io.faultline.injector.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.cluster.ClusterClients;
import io.faultline.injector.fault.PodDoor;
import io.faultline.injector.fault.application.Call;
import io.faultline.injector.fault.application.Forwards;
import io.faultline.injector.net.HttpDoors;
import io.faultline.testkit.RealCluster;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The way to an application whose pod's address is not reached, on a real cluster. */
@OnACluster
class ForwardedPortsIT {
    private static final String NAMESPACE = "faultline-forwarded-ports";
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private ClusterClients clients;
    private KubernetesClient client;
    private ForwardedPorts ports;

    @BeforeEach
    void open() throws Exception {
        RealCluster cluster = RealCluster.up();
        clients = new ClusterClients(cluster.kubeconfig(), List.of());
        client = clients.to(null);
        ports = new ForwardedPorts(new ClusterSettings(cluster.kubeconfig().toString(), "", Duration.ofMinutes(1)));
        client.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
                .create();
        Awaitility.await().atMost(PATIENCE).until(() -> client.serviceAccounts().inNamespace(NAMESPACE)
                .withName("default").get() != null);
    }

    @AfterEach
    void close() {
        if (client != null) {
            ports.close();
            client.namespaces().withName(NAMESPACE).delete();
            Awaitility.await().atMost(PATIENCE).until(() -> client.namespaces().withName(NAMESPACE).get() == null);
            clients.close();
        }
    }

    @Test
    void whatIsSaidAtALocalPortIsHeardInThePod() throws Exception {
        Pod pod = client.pods().inNamespace(NAMESPACE).resource(new PodBuilder().withNewMetadata().withName("web")
                .withNamespace(NAMESPACE).withLabels(Map.of("app", "web")).endMetadata().withNewSpec()
                .withTerminationGracePeriodSeconds(1L).addNewContainer().withName("web")
                .withImage(RealCluster.BUSYBOX).withImagePullPolicy("Never")
                .withCommand("busybox", "httpd", "-f", "-p", "8080", "-h", "/etc").endContainer().endSpec().build())
                .create();
        Awaitility.await().atMost(PATIENCE).until(() -> "Running".equals(
                client.pods().resource(pod).get().getStatus().getPhase()));
        PodDoor door = new PodDoor(null, NAMESPACE, "web", pod.getMetadata().getUid(), 8080, false);
        try (Forwards.Passage passage = ports.forward(door)) {
            assertThat(new HttpDoors().call("http://127.0.0.1:" + passage.port(), new Call("GET", "/hostname", ""))
                    .text().strip()).isEqualTo("web");
        }
    }

    @Test
    void nobodyIsHeardInAPodThatIsNotThere() throws Exception {
        PodDoor door = new PodDoor(null, NAMESPACE, "nobody", "", 8080, false);
        assertThatThrownBy(() -> {
            try (Forwards.Passage passage = ports.forward(door)) {
                new HttpDoors().call("http://127.0.0.1:" + passage.port(), new Call("GET", "/", ""));
            }
        }).isInstanceOf(IOException.class);
    }
}
