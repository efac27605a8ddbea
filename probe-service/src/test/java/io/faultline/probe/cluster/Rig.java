package io.faultline.probe.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.cluster.ClusterClients;
import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.probe.probe.Bounded;
import io.faultline.probe.probe.Clusters;
import io.faultline.testkit.RealCluster;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A namespace of a test's own on the real cluster, and the edge as it is. */
public final class Rig implements AutoCloseable {
    /** A small web server: says hello, what it was sent, and nothing for a minute. */
    private static final String WEB = """
                                      mkdir -p /www/cgi-bin /www/api/v1; echo hello >/www/index.html
                                      echo '{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"0.25"]}]}}' \
                                        >/www/api/v1/query
                                      printf '#!/bin/sh\nprintf "Content-Type: text/plain\\r\\n\\r\\n"; echo $REQUEST_METHOD $HTTP_HOST $HTTP_AUTHORIZATION; cat\n' \
                                        >/www/cgi-bin/echo
                                      printf '#!/bin/sh\nsleep 60\n' >/www/cgi-bin/slow
                                      printf '#!/bin/sh\nprintf "Status: 302 Found\\r\\nLocation: /index.html\\r\\n\\r\\n"\n' >/www/cgi-bin/moved
                                      chmod +x /www/cgi-bin/*; echo started; exec httpd -f -v -p 8080 -h /www
                                      """;

    private final String namespace;
    private final RealCluster cluster;
    private final KubernetesClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ClusterClients clients;
    private @Nullable ClusterTools tools;

    private Rig(String namespace, RealCluster cluster, ClusterClients clients, KubernetesClient client) {
        this.namespace = namespace;
        this.cluster = cluster;
        this.clients = clients;
        this.client = client;
    }

    public static Rig up(String namespace) throws Exception {
        RealCluster cluster = RealCluster.up();
        ClusterClients clients = new ClusterClients(cluster.kubeconfig(), List.of());
        KubernetesClient client = clients.to(null);
        client.namespaces().withName(namespace).delete();
        client.namespaces().withName(namespace).waitUntilCondition(java.util.Objects::isNull, 60, TimeUnit.SECONDS);
        client.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
                .create();
        Awaitility.await("its account has a token, without which it gets no pods")
                .until(() -> Optional.ofNullable(client.serviceAccounts().inNamespace(namespace).withName("default")
                        .get()).filter(account -> !account.getSecrets().isEmpty()).isPresent());
        return new Rig(namespace, cluster, clients, client);
    }

    public KubernetesClient client() {
        return client;
    }

    public Path kubeconfig() {
        return cluster.kubeconfig();
    }

    /** The edge, reaching the cluster by itself. */
    synchronized ClusterTools tools() {
        if (tools == null) {
            tools = tools(threads, false);
        }
        return tools;
    }

    ClusterTools tools(ExecutorService on, boolean inside) {
        return ClusterTools.of(new ClusterSettings(cluster.kubeconfig().toString(), folders(), Duration.ofHours(1)),
                new Bounded(on), InstantSource.system(), inside);
    }

    Clusters clusters() {
        return clusters(tools());
    }

    static Clusters clusters(ClusterTools tools) {
        return new Clusters(tools.objects(), tools.programs(), tools.passages(), (_, _, _, _) -> {
            throw new UnsupportedOperationException();
        });
    }

    private String folders() {
        return cluster.kubeconfig().getParent() + "," + System.getProperty("java.io.tmpdir");
    }

    /** An infrastructure reached by this kubeconfig. */
    public static Infrastructure connected(Path kubeconfig, @Nullable String only) {
        return new Infrastructure("rig", InfrastructureId.parse("01890000-0000-7000-8000-00000000000a"),
                InfrastructureKind.CONNECTOR, kubeconfig.toString(), null, only);
    }

    /** A kubeconfig for a server on this machine that is no real API server. */
    static Path kubeconfig(int port) throws IOException {
        Path file = Files.createTempFile("kubeconfig", ".yaml");
        file.toFile().deleteOnExit();
        return Files.writeString(file, """
                                       apiVersion: v1
                                       kind: Config
                                       clusters: [{name: it, cluster: {server: "http://127.0.0.1:%d"}}]
                                       users: [{name: it, user: {token: no-token-of-anything}}]
                                       contexts: [{name: it, context: {cluster: it, user: it}}]
                                       current-context: it
                                       """.formatted(port));
    }

    Pod pod(String name, Map<String, String> labels, String... command) {
        Pod pod = new PodBuilder().withNewMetadata().withName(name).withLabels(labels).endMetadata().withNewSpec()
                .withTerminationGracePeriodSeconds(0L).addNewContainer().withName("main").withImage(RealCluster.TOOLS)
                .withImagePullPolicy("Never").withCommand(command).withNewSecurityContext().withNewCapabilities()
                .withAdd("NET_ADMIN").endCapabilities().endSecurityContext().endContainer().endSpec().build();
        client.pods().inNamespace(namespace).resource(pod).create();
        return client.pods().inNamespace(namespace).withName(name).waitUntilReady(60, TimeUnit.SECONDS);
    }

    /** The web server, and the service before it on port 80; returns when a first request could be answered. */
    void web(String name) {
        pod(name, Map.of("app", name), "sh", "-c", WEB);
        service(name);
        client.endpoints().inNamespace(namespace).withName(name).waitUntilCondition(
                each -> each != null && each.getSubsets().stream().anyMatch(one -> !one.getAddresses().isEmpty()), 30,
                TimeUnit.SECONDS);
        Awaitility.await(name).atMost(Duration.ofSeconds(60)).ignoreExceptions()
                .until(() -> client.pods().inNamespace(namespace).withName(name).getLog().contains("started"));
    }

    void service(String name) {
        client.services().inNamespace(namespace).resource(new ServiceBuilder().withNewMetadata().withName(name)
                .endMetadata().withNewSpec().addToSelector("app", name).addNewPort().withPort(80)
                .withNewTargetPort(8080)
                .endPort().endSpec().build()).create();
    }

    void deployment(String name, int replicas, String image) {
        client.apps().deployments().inNamespace(namespace).resource(new DeploymentBuilder().withNewMetadata()
                .withName(name).addToLabels("app", name).endMetadata().withNewSpec().withReplicas(replicas)
                .withNewSelector().addToMatchLabels("app", name).endSelector().withNewTemplate().withNewMetadata()
                .addToLabels("app", name).endMetadata().withNewSpec().withTerminationGracePeriodSeconds(0L)
                .addNewContainer().withName("main").withImage(image).withImagePullPolicy("Never")
                .withCommand("sleep", "3600").endContainer().endSpec().endTemplate().endSpec().build()).create();
    }

    @Override
    public void close() throws Exception {
        client.namespaces().withName(namespace).delete();
        if (tools != null) {
            tools.clients().close();
        }
        clients.close();
        threads.shutdownNow();
    }
}
