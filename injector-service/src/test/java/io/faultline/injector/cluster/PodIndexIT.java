package io.faultline.injector.cluster;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fabric8.kubernetes.client.Config;
import io.faultline.cluster.ClusterClients;
import io.faultline.injector.fault.cluster.PodSeen;
import io.faultline.testkit.FaultyLink;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The index of a real cluster's pods, held against a list that can be made to disagree. */
@OnACluster
class PodIndexIT {
    private static ClusterNamespace namespace;
    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        namespace = ClusterNamespace.open("faultline-pod-index");
        namespace.deploy("cart", 2);
    }

    @AfterAll
    static void close() {
        if (namespace != null) {
            namespace.close();
        }
    }

    private static List<PodSeen> listed() {
        return namespace.client().pods().inNamespace(namespace.name()).list().getItems().stream().map(Seen::pod)
                .toList();
    }

    @Test
    void isToldOfEveryChange() {
        try (PodIndex index = new PodIndex("c", namespace.client(), namespace.name(), _ -> listed())) {
            assertThat(index.pods(namespace.name())).as("not before it knows").isEmpty();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(index::isReliable);
            assertThat(index.pods(namespace.name()).orElseThrow()).hasSize(2).allMatch(PodSeen::ready);
            namespace.client().apps().deployments().inNamespace(namespace.name()).withName("cart").scale(3);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> index.pods(namespace.name()).orElseThrow()
                    .stream().filter(PodSeen::ready).count() == 3);
            namespace.client().apps().deployments().inNamespace(namespace.name()).withName("cart").scale(2);
            Awaitility.await().atMost(Duration.ofSeconds(20))
                    .until(() -> index.pods(namespace.name()).orElseThrow().size() == 2);
            assertThat(index.check()).isFalse();
            assertThat(index.isReliable()).isTrue();
        }
    }

    /** What was let through before arrives no more, and nothing says so; who connects anew is answered. */
    @Test
    void noticesThatItsWatchHasFallenSilentAndAnswersRightlyAgain() throws Exception {
        namespace.awaitReady("cart", 2);
        Config direct = Config.fromKubeconfig(namespace.kubeconfig().toFile());
        try (FaultyLink link = FaultyLink.to(URI.create(direct.getMasterUrl()).getPort())) {
            Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"),
                    Files.readString(namespace.kubeconfig()).replaceAll("127\\.0\\.0\\.1:\\d+", link.address()));
            try (ClusterClients clients = new ClusterClients(kubeconfig, List.of());
                    ConnectedCluster cluster = new ConnectedCluster(clients.to(null), null)) {
                cluster.pods(namespace.name());
                PodIndex index = cluster.index();
                Awaitility.await().atMost(Duration.ofSeconds(20)).until(index::isReliable);
                link.forgetConnections();
                namespace.client().apps().deployments().inNamespace(namespace.name()).withName("cart").scale(3);
                namespace.awaitReady("cart", 3);
                assertThat(index.pods(namespace.name()).orElseThrow()).as("it believes what it knows").hasSize(2);
                Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> {
                    index.check();
                    return index.pods(namespace.name()).map(List::size).equals(Optional.of(3));
                });
                assertThat(cluster.pods(namespace.name())).hasSize(3);
            }
        } finally {
            namespace.client().apps().deployments().inNamespace(namespace.name()).withName("cart").scale(2);
            namespace.awaitReady("cart", 2);
        }
    }

    @Test
    void noticesThatWhatItKnowsOfALivingPodIsStale() {
        namespace.awaitReady("cart", 2);
        try (PodIndex index = new PodIndex("c", namespace.client(), namespace.name(), _ -> listed().stream()
                .map(pod -> new PodSeen(pod.namespace(), pod.name(), pod.uid(), pod.node(), pod.ip(), pod.phase(),
                        Map.of("app", "relabelled"), pod.annotations(), pod.containers(), pod.ready(), pod.ending(),
                        pod.hostNetwork(), pod.owners(), pod.tolerations()))
                .toList())) {
            index.pods(namespace.name());
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(index::isReliable);
            assertThat(index.check()).as("look again soon").isTrue();
            assertThat(index.pods(namespace.name())).isEmpty();
        }
    }

    @Test
    void answersFromItselfAsSoonAsItIsAllowedTo() throws Exception {
        try (PodReader reader = PodReader.in(namespace);
                ClusterClients clients = new ClusterClients(reader.kubeconfig(), List.of());
                PodIndex index = new PodIndex("c", clients.to(null), null, _ -> listed())) {
            reader.mayWatch(false);
            Awaitility.await().during(Duration.ofSeconds(2)).until(() -> index.pods(namespace.name()).isEmpty());
            reader.mayWatch(true);
            Awaitility.await().atMost(Duration.ofSeconds(40)).until(index::isReliable);
            assertThat(index.pods(namespace.name()).orElseThrow()).hasSize(2);
        }
    }

    /** As when its informer has fallen silent: the list has a pod that it was never told of. */
    @Test
    void answersNobodyAsSoonAsItDisagreesWithTheClusterAndIsStartedAnewIfItStillDoes() {
        namespace.awaitReady("cart", 2);
        List<PodSeen> more = new ArrayList<>(listed());
        PodSeen one = more.getFirst();
        more.add(new PodSeen(one.namespace(), "unheard-of", "another-uid", "", null, "Running", Map.of(), Map.of(),
                List.of(), true, false, false, List.of(), List.of()));
        try (PodIndex index = new PodIndex("c", namespace.client(), namespace.name(), _ -> more)) {
            index.pods(namespace.name());
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(index::isReliable);
            assertThat(index.check()).as("look again soon").isTrue();
            assertThat(index.pods(namespace.name())).isEmpty();
            assertThat(index.check()).isFalse();
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(index::isReliable);
        }
    }
}
