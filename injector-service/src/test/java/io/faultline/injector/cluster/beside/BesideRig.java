package io.faultline.injector.cluster.beside;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.faultline.cluster.ClusterClients;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.HelperFault;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.injector.cluster.ClusterNamespace;
import io.faultline.injector.cluster.ClusterRig;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.NotReverted;
import io.faultline.injector.fault.beside.BesideFaults;
import io.faultline.injector.fault.cluster.WrittenMarks;
import io.faultline.injector.store.MarkTexts;
import io.faultline.testkit.FaultyLink;
import io.faultline.testkit.RealCluster;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;

/**
 * A pod to break on the real cluster, one that calls it, a name server, and the helper's image built from what was just
 * compiled.
 */
public final class BesideRig implements AutoCloseable {
    public static final String IMAGE = "docker.io/local/faultline-helper:it";
    static final Duration LONGEST = Duration.ofSeconds(60);
    static final String TARGET = "target";
    static final String CLIENT = "client";
    static final String DATABASE = "database";
    private static final Duration START = Duration.ofSeconds(60);
    private static boolean loaded;

    public final ClusterNamespace space;
    public final String helperSpace;
    private final ClusterRig rig;
    final List<BesideUndo> lost = new CopyOnWriteArrayList<>();
    private HelperPods pods;
    private final NameServer names;
    private final List<BesideUndo> inForce = new ArrayList<>();
    private int faults;

    public BesideRig(String name) throws Exception {
        space = ClusterNamespace.open(name);
        helperSpace = name + "-helpers";
        loadImage();
        names = new NameServer(Map.of("shop.test", "198.18.0.77", "other.test", "198.18.0.78", "third.test",
                "198.18.0.79"));
        rig = new ClusterRig(space.kubeconfig());
        pods = pods("it");
    }

    static WrittenMarks marks() {
        return new WrittenMarks(MarkTexts.json(), () -> ClusterRig.HOUSE, Clock.systemUTC());
    }

    private HelperPods pods(String owner) {
        HelperPods made = podsOf(space.kubeconfig(), helperSpace, owner, Clock.systemUTC());
        made.whenLost(lost::add);
        return made;
    }

    static HelperPods podsOf(Path kubeconfig, String helperSpace, String owner, InstantSource clock) {
        return new HelperPods(ClusterClients.of(kubeconfig.toString(), ""), marks(),
                HelperSettings.of(IMAGE, helperSpace, "Never"), clock, new SecureRandom(), owner);
    }

    /** Another injector's, whose way to the cluster can be cut: as if it was killed. */
    HelperPods podsBy(FaultyLink link, Path folder) throws IOException {
        Path kubeconfig = folder.resolve("kubeconfig");
        Files.writeString(kubeconfig, Files.readString(space.kubeconfig()).replaceAll("(server: \"?https://[^:]+:)\\d+",
                "$1" + link.port()));
        HelperPods made = podsOf(kubeconfig, helperSpace, "linked" + faults, Clock.systemUTC());
        made.whenLost(lost::add);
        return made;
    }

    /** To the cluster's API. */
    FaultyLink link() {
        return FaultyLink.to(space.client().getMasterUrl().getPort());
    }

    NodePods nodePods() {
        return nodePods(new SecureRandom());
    }

    /** @param random names the pods */
    NodePods nodePods(RandomGenerator random) {
        return new NodePods(space.client(), "node-1", marks(), HelperSettings.of(IMAGE, helperSpace, "Never"),
                Clock.systemUTC(), random);
    }

    /** What a sweep does. */
    void tidy() {
        pods.tidy(null);
    }

    private static synchronized void loadImage() {
        if (!loaded && !Boolean.getBoolean("faultline.helper.loaded")) {
            RealCluster.up().load("helper", IMAGE);
            loaded = true;
        }
    }

    /** A name server that knows shop.test and other.test, a web server that asks it, and who calls that one. */
    void startTargets() {
        String address = names.address();
        run(pod(TARGET, List.of(
                new ContainerBuilder(container("web", RealCluster.BUSYBOX, "sh", "-c",
                        "dd if=/dev/zero of=/www/big bs=1024 count=1024; mkdir -p /data; exec httpd -f -p 8080 -h /www"))
                        .addNewVolumeMount().withName("memory").withMountPath("/memory").endVolumeMount().build(),
                container("tools", RealCluster.TOOLS, "sleep", "3600")), address,
                new VolumeBuilder()
                        .withName("memory").withNewEmptyDir().withMedium("Memory").endEmptyDir().build()));
        run(pod(CLIENT, List.of(container("tools", RealCluster.TOOLS, "sh", "-c",
                "mkdir -p /www; echo here > /www/index.html; exec httpd -f -p 8081 -h /www")), null));
        ready(TARGET);
        ready(CLIENT);
    }

    /**
     * One that does not start while there is no room on its volumes: one of the pod, and one of the node. What it may
     * store has no limit.
     */
    void startDatabase(Path disk) {
        run(pod(DATABASE, List.of(new ContainerBuilder(container("db", RealCluster.BUSYBOX, "sh", "-c",
                "ls /data/*.fill /disk/*.fill && exit 1; exec sleep 3603"))
                .addNewVolumeMount().withName("data").withMountPath("/data").endVolumeMount()
                .addNewVolumeMount().withName("disk").withMountPath("/disk").endVolumeMount()
                .addNewVolumeMount().withName("memory").withMountPath("/memory").endVolumeMount()
                .withNewResources().endResources().build()), null,
                new VolumeBuilder().withName("memory").withNewEmptyDir().withMedium("Memory").endEmptyDir().build(),
                new VolumeBuilder().withName("data").withNewEmptyDir().endEmptyDir().build(),
                new VolumeBuilder().withName("disk").withNewHostPath().withPath(disk.toString()).endHostPath()
                        .build()));
        ready(DATABASE);
    }

    /** Two containers, of which one ends when it is told to and the other is deaf; they are given two seconds. */
    void startDeaf(String name) {
        Pod pod = pod(name, List.of(container("hears", RealCluster.BUSYBOX, "sh", "-c",
                "trap 'exit 0' TERM; while :; do sleep 0.1; done"),
                container("deaf", RealCluster.BUSYBOX, "sleep", "3604")), null);
        pod.getSpec().setTerminationGracePeriodSeconds(2L);
        run(pod);
        ready(name);
    }

    /** A web server with a large page, an empty folder to fill, and the name server. */
    public void startServer(String name) {
        run(pod(name, List.of(container("tools", RealCluster.TOOLS, "sh", "-c",
                "mkdir -p /www /data /room; dd if=/dev/zero of=/www/big bs=1024 count=1024; exec httpd -f -p 8080 -h /www")),
                names.address()));
    }

    private void run(Pod pod) {
        space.client().pods().inNamespace(space.name()).resource(pod).create();
    }

    private static io.fabric8.kubernetes.api.model.Container container(String name, String image, String... command) {
        return new ContainerBuilder().withName(name).withImage(image).withImagePullPolicy("Never").withCommand(command)
                .withNewResources().addToLimits("ephemeral-storage", new Quantity("200Mi")).endResources().build();
    }

    private Pod pod(String name, List<io.fabric8.kubernetes.api.model.Container> containers, @Nullable String server,
            Volume... volumes) {
        PodBuilder pod = new PodBuilder().withNewMetadata().withName(name).withNamespace(space.name())
                .withLabels(Map.of("app", name)).endMetadata().withNewSpec().withTerminationGracePeriodSeconds(0L)
                .withContainers(containers).withVolumes(volumes).endSpec();
        if (server != null) {
            pod.editSpec().withDnsPolicy("None").withNewDnsConfig().withNameservers(server).endDnsConfig().endSpec();
        }
        return pod.build();
    }

    public Pod ready(String name) {
        Awaitility.await(name).atMost(START).pollInterval(Duration.ofMillis(100))
                .until(() -> io.fabric8.kubernetes.client.readiness.Readiness.isPodReady(seen(name)));
        return seen(name);
    }

    Pod seen(String name) {
        return space.client().pods().inNamespace(space.name()).withName(name).get();
    }

    public String address(String name) {
        return seen(name).getStatus().getPodIP();
    }

    PodTarget target(@Nullable String container) {
        return target(TARGET, container);
    }

    public PodTarget target(String pod, @Nullable String container) {
        return new PodTarget(space.name(), null, List.of(pod), null, null, null, null, null, container, null, null,
                false);
    }

    /** What a command in a container says. */
    public String exec(String pod, String container, String... command) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ExecWatch watch = space.client().pods().inNamespace(space.name()).withName(pod).inContainer(container)
                .writingOutput(out).writingError(out).exec(command)) {
            watch.exitCode().get(30, TimeUnit.SECONDS);
            return out.toString(StandardCharsets.UTF_8);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(String.join(" ", command), e);
        }
    }

    /** What curl is told to write at the end; its errors come when they come. */
    private static final Pattern MEASURED = Pattern.compile("(?m)^(\\d{3}) (\\d+\\.\\d{1,6})");

    /** Status, seconds, and the answer of a request. */
    record Answer(int status, double seconds, String text) {}

    Answer get(String from, String url, String... more) {
        List<String> command = new ArrayList<>(List.of("curl", "-sS", "-i", "-m", "6", "-w",
                "\n%{http_code} %{time_total}", url));
        command.addAll(List.of(more));
        String said = exec(from, "tools", command.toArray(String[]::new));
        Matcher last = MEASURED.matcher(said);
        if (!last.find()) {
            throw new AssertionError(said);
        }
        return new Answer(Integer.parseInt(last.group(1)), Double.parseDouble(last.group(2)), said);
    }

    Answer getTarget(String path, String... more) {
        return get(CLIENT, "http://%s:8080%s".formatted(address(TARGET), path), more);
    }

    /** By the pod's own resolver; empty if there is no such name. */
    public String resolved(String pod, String name) {
        String said = exec(pod, "tools", "curl", "-sv", "-4", "-m", "1", "http://" + name + ":1/");
        return said.lines().filter(line -> line.contains("Trying")).findFirst()
                .map(line -> line.replaceAll(".*Trying ([0-9.]+):.*", "$1")).orElse("");
    }

    /** A fault in force. */
    record Broken(List<BesideUndo> undos, String deed, long millis) {}

    Broken inject(HelperFault fault, Duration longest) throws Exception {
        return inject(driver(fault, null), longest);
    }

    Broken inject(Driver<BesideUndo> driver, Duration longest) throws Exception {
        List<Hit<BesideUndo>> hits = driver.plan("faultline-00000000-0000-0000-0000-000000000000-it" + faults++)
                .hits();
        long began = System.nanoTime();
        List<BesideUndo> undos = new ArrayList<>();
        for (Hit<BesideUndo> hit : hits) {
            inForce.add(hit.undo());
            undos.add(hit.undo());
            driver.inject(hit.undo(), longest);
        }
        long took = Duration.ofNanos(System.nanoTime() - began).toMillis();
        String deed = driver.deed(hits.getFirst());
        System.out.println(took + " ms: " + deed);
        return new Broken(undos, deed, took);
    }

    Driver<BesideUndo> driver(HelperFault fault, @Nullable PodSettings wishes) {
        return driver(fault, wishes, pods);
    }

    @SuppressWarnings("unchecked")
    Driver<BesideUndo> driver(HelperFault fault, @Nullable PodSettings wishes, HelperPods by) {
        return (Driver<BesideUndo>) new BesideFaults(rig.catalogue().choice(), by).driver(fault, null, wishes);
    }

    void end(Broken broken) {
        long began = System.nanoTime();
        for (BesideUndo undo : broken.undos()) {
            Awaitility.await().pollInterval(Duration.ofMillis(50)).until(() -> isEnded(undo));
            inForce.remove(undo);
        }
        System.out.println("ended in " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
    }

    /** As the injector does it: what is not mended at once, for a helper was just lost, is tried again. */
    private boolean isEnded(BesideUndo undo) {
        try {
            pods.end(undo);
            return true;
        } catch (NotReverted e) {
            return false;
        }
    }

    /** What a test that failed has left. */
    void endAll() throws Exception {
        for (BesideUndo undo : List.copyOf(inForce)) {
            pods.end(undo);
            inForce.remove(undo);
        }
    }

    /** The injector's lines end, as they do when it is killed, and another injector takes its place. */
    void loseInjector() {
        pods.close();
        pods = pods("it" + faults);
    }

    public List<Pod> helpers() {
        return space.client().pods().inNamespace(helperSpace).list().getItems();
    }

    /** The one that is not ending. */
    Pod helper() {
        return helpers().stream().filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .reduce((_, _) -> {
                    throw new AssertionError("more than one helper");
                }).orElseThrow();
    }

    static void within(Duration time, ThrowingRunnable check) {
        Awaitility.await().atMost(time).pollInterval(Duration.ofMillis(100)).untilAsserted(check);
    }

    static List<ProcessHandle> workers() {
        return ProcessHandle.allProcesses().filter(process -> commandLine(process.pid())
                .contains("StressProcess faultline-00000000")).toList();
    }

    /** Of a pod on this machine, which is the node. */
    static ProcessHandle process(String commandLine) {
        return ProcessHandle.allProcesses().filter(process -> commandLine(process.pid())
                .startsWith(commandLine)).findFirst().orElseThrow();
    }

    /** What is left of us in the target's network. */
    static String rules() {
        long pid = process("httpd -f -p 8080").pid();
        return run("nsenter", "--net=/proc/" + pid + "/ns/net", "iptables-nft-save").lines()
                .filter(line -> line.contains("FAULTLINE")).reduce("", String::concat)
                + run("nsenter", "--net=/proc/" + pid + "/ns/net", "tc", "qdisc", "show", "dev", "eth0").lines()
                        .filter(line -> line.contains("fa17")).reduce("", String::concat);
    }

    static String run(String... command) {
        try {
            return new String(new ProcessBuilder(command).start().getInputStream().readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    int restarts(String container) {
        return restarts(TARGET, container);
    }

    int restarts(String pod, String container) {
        return seen(pod).getStatus().getContainerStatuses().stream()
                .filter(each -> each.getName().equals(container)).findFirst().orElseThrow().getRestartCount();
    }

    /** Processes of helpers on this machine, which is the node. */
    static List<ProcessHandle> helperProcesses() {
        return ProcessHandle.allProcesses().filter(process -> commandLine(process.pid())
                .contains("io.faultline.injector.HelperProcess")).toList();
    }

    static void killHelpers() {
        helperProcesses().stream().filter(each -> !commandLine(each.pid())
                .matches(".*HelperProcess \\d.*")).forEach(ProcessHandle::destroyForcibly);
    }

    public static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException e) {
            return "";
        }
    }

    /** Nothing is taken off by hand: a helper that keeps its mark fails the test, and would keep its namespace. */
    @Override
    public void close() throws Exception {
        pods.close();
        names.close();
        awaitNoHelper();
        space.client().namespaces().withName(helperSpace).withGracePeriod(0).delete();
        rig.close();
        space.close();
    }

    /** Those that are over go with the next sweep; one that an injector looks after, when it has been idle for long enough. */
    void awaitNoHelper() {
        Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(300)).until(() -> {
            tidy();
            return helpers().isEmpty();
        });
    }
}
