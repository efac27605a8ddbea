package io.faultline.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import tools.jackson.databind.JsonNode;

/** P13 and what goes with it: how soon targets are known in a crowded cluster, and how soon one is hit. */
final class InCluster {
    private static final String LITMUS = "Litmus by construction (its manifest, not measured): sleep 30 s in the install"
            + " step, then a runner and an experiment pod";

    private final HouseUnderTest house;
    private final CrowdedCluster cluster;
    private final Map<String, CompletableFuture<Long>> gone = new ConcurrentHashMap<>();
    private final Random random = new Random(13);

    InCluster(HouseUnderTest house, CrowdedCluster cluster) {
        this.house = house;
        this.cluster = cluster;
    }

    List<Row> measure(int previews, int runs) throws Exception {
        List<Row> rows = new ArrayList<>();
        rows.addAll(previews(previews));
        rows.add(firstPodDeleted(runs));
        return rows;
    }

    private List<Row> previews(int times) throws Exception {
        double first = millis(preview(0));
        for (int i = 0; i < times / 5; i++) {
            preview(random.nextInt(cluster.namespaces().size()));
        }
        List<Long> ours = new ArrayList<>();
        List<Long> nothing = new ArrayList<>();
        List<Long> listed = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            int namespace = random.nextInt(cluster.namespaces().size());
            ours.add(preview(namespace));
            nothing.add(previewNothing());
            listed.add(list(namespace));
        }
        List<Long> everything = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long began = System.nanoTime();
            cluster.client().pods().inAnyNamespace().list();
            everything.add(System.nanoTime() - began);
        }
        Figures known = Figures.ofNanos(ours);
        Figures raw = Figures.ofNanos(listed);
        String crowd = "%d pods in %d namespaces".formatted(cluster.pods(), cluster.namespaces().size());
        return List.of(
                new Row("P13", ("preview of a pod fault's targets over REST, %s, %d times, ms (p50, p90, p99, max); the"
                        + " very first, which fills the index: %.0f").formatted(crowd, times, first), known.row(),
                        "raw list of that one namespace: %s; of all: %s; the same preview of a fault without targets: %s"
                                .formatted(raw.row(), Figures.ofNanos(everything).row(),
                                        Figures.ofNanos(nothing).row()),
                        "p50 %.1f× one namespace's list".formatted(known.p50() / raw.p50()), "p99 ≤ 100, goal 20"));
    }

    private long preview(int namespace) throws IOException, InterruptedException {
        long began = System.nanoTime();
        JsonNode outlook = house.post("/api/v1/faults/plan",
                podDelete("preview", cluster.namespaces().get(namespace), "labels: \"app=app-1\", percent: 20"));
        long took = System.nanoTime() - began;
        JsonNode fault = outlook.path("faults").path(0);
        if (fault.path("matched").asInt() == 0) {
            throw new IOException("nothing was previewed: " + outlook);
        }
        return took;
    }

    private long previewNothing() throws IOException, InterruptedException {
        long began = System.nanoTime();
        house.post("/api/v1/faults/plan", Experiments.noOp());
        return System.nanoTime() - began;
    }

    private long list(int namespace) {
        long began = System.nanoTime();
        cluster.client().pods().inNamespace(cluster.namespaces().get(namespace)).withLabel("app", "app-1").list();
        return System.nanoTime() - began;
    }

    /** From the start of the request to the watch event that tells of the pod's deletion. */
    private Row firstPodDeleted(int times) throws Exception {
        String namespace = cluster.namespaces().getFirst();
        List<Long> ours = new ArrayList<>();
        List<Long> raw = new ArrayList<>();
        try (Watch _ = cluster.client().pods().inNamespace(namespace).watch(new Deletions())) {
            for (int i = 0; i < times; i++) {
                String pod = create(namespace, "hit-" + i);
                long began = System.nanoTime();
                house.submit(podDelete("hit-" + i, namespace, "names: [\"%s\"]".formatted(pod)));
                ours.add(awaitGone(pod) - began);
                String other = create(namespace, "raw-" + i);
                long asked = System.nanoTime();
                cluster.client().pods().inNamespace(namespace).withName(other).delete();
                raw.add(awaitGone(other) - asked);
            }
        }
        Figures figures = Figures.ofNanos(ours);
        Figures floor = Figures.ofNanos(raw);
        return new Row("P13", "run → first pod deleted (REST request → watch event), %d times, ms (p50, p90, p99, max)"
                .formatted(times), figures.row(),
                "delete by a bare client → watch event: %s. %s".formatted(floor.row(),
                        LITMUS),
                "p50 %.1f×".formatted(figures.p50() / floor.p50()), "–");
    }

    /** The injector's index is told of it as we are; naming a pod it has not heard of yet would be refused. */
    private String create(String namespace, String name) throws InterruptedException {
        gone.put(name, new CompletableFuture<>());
        cluster.create(namespace, name, "hit");
        TimeUnit.MILLISECONDS.sleep(300);
        return name;
    }

    private long awaitGone(String pod) throws Exception {
        return Objects.requireNonNull(gone.get(pod)).get(30, TimeUnit.SECONDS);
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }

    private static byte[] podDelete(String name, String namespace, String selector) {
        String target = "{\"namespace\": \"%s\", %s}".formatted(namespace,
                selector.replaceAll("(\\w+): ", "\"$1\": "));
        return """
               {"apiVersion": "faultline.io/v1", "kind": "Experiment", "metadata": {"name": "benchmark-%s"},
                "spec": {"stages": [{"faults": [{"name": "delete", "type": "pod-delete", "duration": "0s",
                  "target": %s}]}]}}
               """.formatted(name, target).getBytes(StandardCharsets.UTF_8);
    }

    private final class Deletions implements Watcher<Pod> {
        @Override
        public void eventReceived(Action action, Pod pod) {
            boolean ending = action == Action.DELETED || pod.getMetadata().getDeletionTimestamp() != null;
            CompletableFuture<Long> awaited = gone.get(pod.getMetadata().getName());
            if (ending && awaited != null) {
                awaited.complete(System.nanoTime());
            }
        }

        @Override
        public void onClose(WatcherException cause) {
            gone.values().forEach(each -> each.completeExceptionally(cause));
        }
    }
}
