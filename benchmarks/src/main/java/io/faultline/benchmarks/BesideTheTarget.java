package io.faultline.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;

/**
 * P14: how soon a fault made by a helper beside its target is met by who calls the target, with the helper started for it
 * and with one that is there. Beside it: how long any pod takes to run on that node.
 */
final class BesideTheTarget implements AutoCloseable {
    private static final String LITMUS = "Litmus by construction (its manifest, not measured): sleep 30 s in the"
            + " install step, then a runner, an experiment and a helper pod one after the other; its checker looks"
            + " every 60 s";
    private static final String IMAGE = "docker.io/local/faultline-helper:benchmark";
    private static final String BUSYBOX = "docker.io/local/busybox:1";
    private static final String NAMESPACE = "faultline-bench-beside";
    private static final String HELPERS = NAMESPACE + "-helpers";
    private static final int PORT = 8080;
    private static final int BROKEN = 503;
    private static final int WELL = 200;

    private final KubernetesClient client;
    private String address = "";

    private BesideTheTarget(KubernetesClient client) {
        this.client = client;
    }

    /** What the house is told. */
    static Map<String, String> environment(Path kubeconfig) {
        return Map.of("FAULTLINE_KUBECONFIG", kubeconfig.toString(), "FAULTLINE_HELPER_IMAGE", IMAGE,
                "FAULTLINE_HELPER_NAMESPACE", HELPERS, "FAULTLINE_HELPER_PULL_POLICY", "Never",
                "FAULTLINE_HELPER_IDLE", "2s");
    }

    /** Builds the helper's image from what was compiled, and starts a pod to break. */
    static BesideTheTarget start(Path checkout, Path kubeconfig) throws IOException, InterruptedException {
        loadImage(checkout);
        BesideTheTarget made = new BesideTheTarget(new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile())).build());
        try {
            made.clear();
            made.client.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(NAMESPACE)
                    .endMetadata().build()).create();
            made.create("target", "sh", "-c",
                    "mkdir -p /www; echo here > /www/index.html; exec httpd -f -p %d -h /www".formatted(PORT));
            Pod target = Objects.requireNonNull(made.client.pods().inNamespace(NAMESPACE).withName("target")
                    .waitUntilCondition(pod -> pod != null && Readiness.isPodReady(pod), 60, TimeUnit.SECONDS));
            made.address = target.getStatus().getPodIP();
            made.await(WELL);
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private static void loadImage(Path checkout) throws IOException, InterruptedException {
        Path root = Files.createTempDirectory("faultline-helper").resolve("rootfs");
        ProcessBuilder build = new ProcessBuilder(checkout.resolve("deploy/helper/rootfs").toString(), root.toString());
        build.environment().put("JAVA_HOME", System.getProperty("java.home"));
        run(build);
        String entry = Files.readAllLines(checkout.resolve("deploy/helper/Dockerfile")).stream()
                .filter(line -> line.startsWith("ENTRYPOINT ")).findFirst().orElseThrow();
        List<String> load = new ArrayList<>(List.of(CrowdedCluster.tool(checkout).toString(), "image", IMAGE,
                root.toString()));
        load.addAll(List.of(entry.replaceAll("ENTRYPOINT \\[|]|\"", "").split(",\\s*", -1)));
        run(new ProcessBuilder(load));
    }

    private static void run(ProcessBuilder command) throws IOException, InterruptedException {
        int code = command.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start().waitFor();
        if (code != 0) {
            throw new IOException(command.command() + " ended with " + code);
        }
    }

    List<Row> measure(HouseUnderTest house, int cold, int warm) throws IOException, InterruptedException {
        List<Long> started = new ArrayList<>();
        List<Long> bare = new ArrayList<>();
        for (int i = 0; i < cold; i++) {
            awaitNoHelper();
            started.add(untilBroken(house, "cold-" + i));
            bare.add(untilRunning("bare-" + i));
        }
        List<Long> there = new ArrayList<>();
        List<Long> ended = new ArrayList<>();
        untilBroken(house, "warming");
        for (int i = 0; i < warm; i++) {
            long began = System.nanoTime();
            String run = submit(house, "warm-" + i);
            there.add(await(BROKEN) - began);
            long asked = System.nanoTime();
            abort(house, run);
            ended.add(await(WELL) - asked);
        }
        Figures first = Figures.ofNanos(started);
        Figures next = Figures.ofNanos(there);
        Figures floor = Figures.ofNanos(bare);
        String beside = "a bare pod of the node, created → running: " + floor.row();
        return List.of(
                new Row("P14", ("run → effect of a helper started for it (REST request → the pod's first answer 503),"
                        + " %d times, ms (p50, p90, p99, max)").formatted(cold), first.row(), beside + ". " + LITMUS,
                        "p50 %.1f×".formatted(first.p50() / floor.p50()), "–"),
                new Row("P14", "the same with a helper that is there, %d times, ms".formatted(warm), next.row(), beside,
                        "p50 %.2f×".formatted(next.p50() / floor.p50()), "–"),
                new Row("P14", "abort → the pod answers 200, %d times, ms".formatted(warm),
                        Figures.ofNanos(ended).row(), "–", "–", "–"));
    }

    /** And until it is over. */
    private long untilBroken(HouseUnderTest house, String name) throws IOException, InterruptedException {
        long began = System.nanoTime();
        String run = submit(house, name);
        long took = await(BROKEN) - began;
        abort(house, run);
        await(WELL);
        return took;
    }

    private static void abort(HouseUnderTest house, String run) throws IOException, InterruptedException {
        house.post("/api/v1/runs/" + run + "/abort", "{\"reason\": \"benchmark\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static String submit(HouseUnderTest house, String name) throws IOException, InterruptedException {
        return house
                .submit("""
                        {"apiVersion": "faultline.io/v1", "kind": "Experiment", "metadata": {"name": "benchmark-%s"},
                         "spec": {"stages": [{"faults": [{"name": "broken", "type": "pod-http-status-code", "duration": "1m",
                           "port": %d, "statusCodes": [%d], "target": {"namespace": "%s", "names": ["target"]}}]}]}}
                        """
                        .formatted(name, PORT, BROKEN, NAMESPACE).getBytes(StandardCharsets.UTF_8))
                .path("run")
                .asString();
    }

    /** When the first connection was answered so. */
    private long await(int status) throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (System.nanoTime() < giveUp) {
            if (status() == status) {
                return System.nanoTime();
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        throw new IOException("the target did not answer %d within two minutes".formatted(status));
    }

    private int status() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, PORT), 1_000);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
            return line == null ? 0 : Integer.parseInt(line.split(" ", -1)[1]);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Those that have had nothing to do for a while leave. */
    private void awaitNoHelper() throws InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!client.pods().inNamespace(HELPERS).list().getItems().isEmpty()) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("a helper stays in namespace " + HELPERS);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private long untilRunning(String name) {
        long began = System.nanoTime();
        create(name, "sleep", "600");
        client.pods().inNamespace(NAMESPACE).withName(name).waitUntilCondition(
                pod -> pod != null && "Running".equals(pod.getStatus().getPhase()), 60, TimeUnit.SECONDS);
        long took = System.nanoTime() - began;
        client.pods().inNamespace(NAMESPACE).withName(name).withGracePeriod(0).delete();
        return took;
    }

    private void create(String name, String... command) {
        Pod pod = new PodBuilder().withNewMetadata().withName(name).withNamespace(NAMESPACE).endMetadata().withNewSpec()
                .withAutomountServiceAccountToken(false).withTerminationGracePeriodSeconds(0L).addNewContainer()
                .withName("main").withImage(BUSYBOX).withImagePullPolicy("Never").withCommand(command).endContainer()
                .endSpec().build();
        CrowdedCluster.create(client, pod);
    }

    /** Returns when its namespaces are gone. */
    private void clear() {
        List.of(NAMESPACE, HELPERS).forEach(name -> client.namespaces().withName(name).withGracePeriod(0).delete());
        List.of(NAMESPACE, HELPERS).forEach(name -> client.namespaces().withName(name)
                .waitUntilCondition(Objects::isNull, 2, TimeUnit.MINUTES));
    }

    @Override
    public void close() {
        try {
            clear();
        } finally {
            client.close();
        }
    }
}
