package io.faultline.injector;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.chaotic.ChaoticShop;
import io.faultline.cluster.ClusterClients;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.fault.ApplicationTarget;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.SpringBootAssault;
import io.faultline.contracts.fault.SpringBootChaos;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.RevertReason;
import io.faultline.testkit.Facts;
import io.faultline.testkit.RealCluster;
import io.faultline.testkit.Runs;
import io.faultline.testkit.ServiceUnderTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The same Spring Boot application in a pod of a real cluster: it finds its JVM and its classes on its node. */
class SpringBootPodsIT {
    private static final String NAMESPACE = "faultline-spring-boot-pods";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int PORT = 8080;

    private final HttpClient http = HttpClient.newHttpClient();
    private RealCluster cluster;
    private ClusterClients clients;
    private KubernetesClient client;

    @BeforeEach
    void open() throws Exception {
        cluster = RealCluster.up();
        clients = new ClusterClients(cluster.kubeconfig(), List.of());
        client = clients.to(null);
        client.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
                .create();
        Awaitility.await().atMost(PATIENCE).until(() -> client.serviceAccounts().inNamespace(NAMESPACE)
                .withName("default").get() != null);
    }

    @AfterEach
    void close() {
        if (client != null) {
            client.namespaces().withName(NAMESPACE).delete();
            Awaitility.await().atMost(PATIENCE).until(() -> client.namespaces().withName(NAMESPACE).get() == null);
            clients.close();
        }
    }

    @Test
    void itIsAssaultedAtItsOwnAddressAndGetsItsSettingsBack() throws Exception {
        Pod pod = client.pods().inNamespace(NAMESPACE).resource(shop()).create();
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> millis(pod) > 0);
        try (ServiceUnderTest _ = ServiceUnderTest.start(InjectorService.class, "injector-service",
                Map.of("faultline.cluster.kubeconfig", cluster.kubeconfig().toString()));
                Facts facts = Facts.open()) {
            RunId run = facts.newRun();
            facts.append(Runs.due(run, Runs.inject(Fault.of("slow", assault(), Duration.ofSeconds(5), List.of()))));
            FaultInjected injected = facts.await(run, FaultInjected.class, PATIENCE);
            assertThat(injected.targets()).singleElement()
                    .satisfies(hit -> assertThat(hit.name()).isEqualTo(NAMESPACE + "/shop:" + PORT));
            assertThat(millis(pod)).isGreaterThanOrEqualTo(400);
            assertThat(facts.await(run, FaultReverted.class).reason()).isEqualTo(RevertReason.PLANNED);
            assertThat(millis(pod)).isLessThan(400);
        }
    }

    private static SpringBootChaos assault() {
        ApplicationTarget target = new ApplicationTarget(null, PodTarget.labelled(NAMESPACE, "app=shop"), PORT, null);
        return new SpringBootChaos(target, List.of(SpringBootAssault.LATENCY), List.of(), List.of(), 1,
                Duration.ofMillis(400), null, null, null, null);
    }

    /** What a checkout takes at the pod's own address. */
    private long millis(Pod pod) throws Exception {
        String ip = client.pods().resource(pod).get().getStatus().getPodIP();
        long began = System.nanoTime();
        int status = http.send(HttpRequest.newBuilder(URI.create("http://%s:%d/checkout".formatted(ip, PORT)))
                .timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
        assertThat(status).isEqualTo(200);
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static Pod shop() {
        List<String> command = new ArrayList<>(List.of("chroot", "/host",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m",
                ChaoticShop.class.getName(), "--server.port=" + PORT, "--server.address=0.0.0.0",
                "--spring.profiles.active=chaos-monkey", "--management.endpoint.chaosmonkey.access=unrestricted",
                "--management.endpoints.web.exposure.include=chaosmonkey"));
        return new PodBuilder().withNewMetadata().withName("shop").withNamespace(NAMESPACE)
                .withLabels(Map.of("app", "shop")).endMetadata().withNewSpec().withTerminationGracePeriodSeconds(1L)
                .withAutomountServiceAccountToken(false).addNewContainer().withName("shop")
                .withImage(RealCluster.BUSYBOX).withImagePullPolicy("Never").withCommand(command).addNewVolumeMount()
                .withName("node").withMountPath("/host").withReadOnly(true).endVolumeMount().endContainer()
                .addNewVolume().withName("node").withNewHostPath().withPath("/").endHostPath().endVolume().endSpec()
                .build();
    }
}
