package io.faultline.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * Many pods on the API server of a real cluster: no scheduler takes them, so that none of them ever runs, and no node
 * notices. All are in namespaces of their own, which are deleted at the end.
 */
final class CrowdedCluster implements AutoCloseable {
    private static final Map<String, String> MARK = Map.of("faultline.io/benchmark", "p13");
    private static final int AT_ONCE = 12;

    private final Path kubeconfig;
    private final KubernetesClient client;
    private final List<String> namespaces;
    private final int podsEach;

    private CrowdedCluster(Path kubeconfig, KubernetesClient client, List<String> namespaces, int podsEach) {
        this.kubeconfig = kubeconfig;
        this.client = client;
        this.namespaces = namespaces;
        this.podsEach = podsEach;
    }

    /** The kubeconfig of the cluster that is beside the checkout, if there is one and it is up. */
    static Optional<Path> beside(Path checkout) throws IOException, InterruptedException {
        Path tool = tool(checkout);
        if (!Files.isExecutable(tool)) {
            return Optional.empty();
        }
        Process process = new ProcessBuilder(tool.toString(), "kubeconfig").start();
        Path found = Path.of(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        return process.waitFor() == 0 && Files.isReadable(found) ? Optional.of(found) : Optional.empty();
    }

    static Path tool(Path checkout) {
        return checkout.resolveSibling("shared").resolve("k8s/cluster");
    }

    static CrowdedCluster fill(Path kubeconfig, int namespaces, int pods)
            throws InterruptedException, ExecutionException {
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile())).build();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < namespaces; i++) {
            names.add("faultline-bench-%03d".formatted(i));
        }
        CrowdedCluster cluster = new CrowdedCluster(kubeconfig, client, names, pods / namespaces);
        try {
            cluster.clear();
            cluster.create();
            return cluster;
        } catch (InterruptedException | ExecutionException | RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private void create() throws InterruptedException, ExecutionException {
        AtomicInteger made = new AtomicInteger();
        eachNamespace("creating %d pods in %d namespaces".formatted(pods(), namespaces.size()), namespace -> {
            client.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(namespace)
                    .withLabels(MARK).endMetadata().build()).create();
            for (int i = 0; i < podsEach; i++) {
                create(namespace, "pod-%03d".formatted(i), "app-" + i % 5);
                if (made.incrementAndGet() % 500 == 0) {
                    System.err.printf("  %d pods%n", made.get());
                }
            }
        });
    }

    Pod create(String namespace, String name, String app) {
        Pod pod = new PodBuilder().withNewMetadata().withName(name).withNamespace(namespace)
                .withLabels(Map.of("app", app)).endMetadata().withNewSpec().withSchedulerName("nobody")
                .withAutomountServiceAccountToken(false).addNewContainer().withName("main")
                .withImage("busybox").endContainer().endSpec().build();
        return create(client, pod);
    }

    /** A namespace takes no pods before its service account is there. */
    static Pod create(KubernetesClient client, Pod pod) {
        for (int attempt = 0;; attempt++) {
            try {
                return client.pods().inNamespace(pod.getMetadata().getNamespace()).resource(pod).create();
            } catch (KubernetesClientException e) {
                if (attempt == 50 || e.getCode() != 403) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Work {
        void on(String namespace);
    }

    private void eachNamespace(String doing, Work work) throws InterruptedException, ExecutionException {
        System.err.println(doing + " ...");
        try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> under = new ArrayList<>();
            namespaces.forEach(namespace -> under.add(workers.submit(() -> work.on(namespace))));
            for (Future<?> each : under) {
                each.get();
            }
        }
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    KubernetesClient client() {
        return client;
    }

    List<String> namespaces() {
        return namespaces;
    }

    int pods() {
        return namespaces.size() * podsEach;
    }

    /** Returns when none of its namespaces is left. */
    private void clear() throws InterruptedException, ExecutionException {
        if (left() == 0) {
            return;
        }
        eachNamespace("deleting them", namespace -> {
            client.pods().inNamespace(namespace).withGracePeriod(0).delete();
            client.namespaces().withName(namespace).delete();
        });
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
        for (int left = left(); left > 0; left = left()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("%d namespaces labelled %s are still there".formatted(left, MARK));
            }
            System.err.printf("  %d namespaces left%n", left);
            TimeUnit.SECONDS.sleep(5);
        }
    }

    private int left() {
        return client.namespaces().withLabels(MARK).list().getItems().size();
    }

    @Override
    public void close() throws InterruptedException, ExecutionException {
        try {
            clear();
        } finally {
            client.close();
        }
    }
}
