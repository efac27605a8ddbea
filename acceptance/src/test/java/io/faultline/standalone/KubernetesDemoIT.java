package io.faultline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.cluster.ClusterClients;
import io.faultline.standalone.kubernetes.CartInCluster;
import io.faultline.testkit.RealCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The tutorial's cart on a real cluster, by the command people type. */
class KubernetesDemoIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path home;
    private RealCluster cluster;
    private ClusterClients clients;
    private Process demo;

    @BeforeEach
    void connect() {
        cluster = RealCluster.up();
        clients = new ClusterClients(cluster.kubeconfig(), List.of());
    }

    @AfterEach
    void leaveNothing() throws Exception {
        if (demo != null) {
            demo.destroyForcibly().waitFor();
        }
        if (clients != null) {
            client().namespaces().withName(CartInCluster.NAMESPACE).delete();
            await().atMost(PATIENCE).until(this::isGone);
            clients.close();
        }
    }

    @Test
    void scoresNothingWithOneReplicaAndFullyWithTwoAndLeavesNothing() throws Exception {
        start(RealCluster.BUSYBOX);
        assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(output()).isTrue();
        assertThat(demo.exitValue()).as(output()).isZero();
        assertThat(output()).containsSubsequence("one replica", "score 0", "two replicas", "score 100",
                "Nothing is left in the cluster.");
        assertThat(isGone()).isTrue();
    }

    @Test
    @Tag("long")
    void leavesNothingWhenItIsInterrupted() throws Exception {
        start(RealCluster.BUSYBOX);
        await().atMost(PATIENCE).failFast("the demo ended by itself", () -> !demo.isAlive())
                .until(() -> client().pods().inNamespace(CartInCluster.NAMESPACE).list().getItems().stream()
                        .anyMatch(pod -> pod.getMetadata().getDeletionTimestamp() != null));
        new ProcessBuilder("kill", "-INT", Long.toString(demo.pid())).start().waitFor();
        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        await().atMost(PATIENCE).until(this::isGone);
    }

    @Test
    @Tag("long")
    void saysWhatItWaitsForAndLeavesNothingWhenItCannotBegin() throws Exception {
        try (CartInCluster _ = CartInCluster.open(client(), RealCluster.BUSYBOX)) {
            start(RealCluster.BUSYBOX);
            assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(demo.exitValue()).isOne();
            assertThat(output()).contains("namespace faultline-demo is there already");
            assertThat(isGone()).as("somebody else's").isFalse();
        }
        assertThat(isGone()).isTrue();
    }

    private void start(String image) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Xmx512m", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                Main.class.getName(), "demo", "--kubernetes", "--image", image));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile());
        builder.environment().put("KUBECONFIG", cluster.kubeconfig().toString());
        builder.environment().put("FAULTLINE_CHECKOUT", ROOT.toString());
        builder.environment().put("FAULTLINE_HOME", home.resolve("home").toString());
        builder.environment().remove("FAULTLINE_KUBECONFIG");
        demo = builder.start();
    }

    private String output() {
        try {
            return Files.readString(home.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private KubernetesClient client() throws Exception {
        return clients.to(null);
    }

    private boolean isGone() throws Exception {
        return client().namespaces().withName(CartInCluster.NAMESPACE).get() == null;
    }
}
