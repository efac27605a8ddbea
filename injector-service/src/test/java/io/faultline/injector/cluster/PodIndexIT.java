package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.faultline.injector.fault.cluster.PodSeen;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The index of a real cluster's pods, held against a list that can be made to disagree. */
@OnACluster
class PodIndexIT {
    private static ClusterNamespace namespace;

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
