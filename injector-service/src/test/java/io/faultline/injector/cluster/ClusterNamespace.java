package io.faultline.injector.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.faultline.testkit.RealCluster;
import org.awaitility.Awaitility;

/** A namespace of the real cluster for one test, and small deployments in it; gone with the test. */
public final class ClusterNamespace implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);
    private final Path kubeconfig;
    private final KubernetesClient client;
    private final String name;

    private ClusterNamespace(Path kubeconfig, String name) {
        this.kubeconfig = kubeconfig;
        this.client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig.toFile())).build();
        this.name = name;
    }

    /** Skips the test where there is no real cluster. */
    public static ClusterNamespace open(String name) {
        ClusterNamespace made = new ClusterNamespace(RealCluster.up().kubeconfig(), name);
        made.client.namespaces().withName(name).delete();
        Awaitility.await().atMost(START).until(() -> made.client.namespaces().withName(name).get() == null);
        made.client.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
                .create();
        Awaitility.await("pods may be made there").atMost(START)
                .until(() -> made.client.serviceAccounts().inNamespace(name).withName("default").get() != null);
        return made;
    }

    public String name() {
        return name;
    }

    public KubernetesClient client() {
        return client;
    }

    public Path kubeconfig() {
        return kubeconfig;
    }

    /** Pods that do nothing and end at once when they are told to; returns when all are ready. */
    public void deploy(String app, int replicas) {
        client.apps().deployments().resource(deployment(app, replicas)).create();
        awaitReady(app, replicas);
    }

    public Deployment deployment(String app, int replicas) {
        Map<String, String> labels = Map.of("app", app);
        return new DeploymentBuilder().withNewMetadata().withName(app).withNamespace(name).withLabels(labels)
                .endMetadata().withNewSpec().withReplicas(replicas).withNewSelector().withMatchLabels(labels)
                .endSelector().withNewTemplate().withNewMetadata().withLabels(labels).endMetadata().withNewSpec()
                .withTerminationGracePeriodSeconds(1L).addNewContainer().withName("main")
                .withImage(RealCluster.BUSYBOX).withImagePullPolicy("Never")
                .withCommand("sh", "-c", "trap 'exit 0' TERM; while :; do sleep 1 & wait; done").endContainer()
                .endSpec().endTemplate().endSpec().build();
    }

    /** Until exactly so many are there, and ready. */
    public void awaitReady(String app, int replicas) {
        Awaitility.await(app + " has " + replicas + " pods").atMost(START).pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    List<Pod> pods = pods(app);
                    return pods.size() == replicas && pods.stream().allMatch(Readiness::isPodReady);
                });
    }

    /** Those that are not going already. */
    public List<Pod> pods(String app) {
        return client.pods().inNamespace(name).withLabel("app", app).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null).toList();
    }

    public Deployment deployment(String app) {
        return client.apps().deployments().inNamespace(name).withName(app).get();
    }

    public int size(String app) {
        return deployment(app).getSpec().getReplicas();
    }

    @Override
    public void close() {
        client.namespaces().withName(name).withGracePeriod(0).delete();
        client.close();
    }
}
