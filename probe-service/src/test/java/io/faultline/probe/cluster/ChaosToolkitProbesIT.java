package io.faultline.probe.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.probe.Comparator;
import io.faultline.contracts.probe.KubernetesProbe;
import io.faultline.contracts.probe.KubernetesProbe.Operation;
import io.faultline.contracts.probe.Outcome;
import io.faultline.probe.compare.Judgement;
import io.faultline.probe.probe.Place;
import io.faultline.probe.probe.Probing;
import io.faultline.probe.value.Values;
import io.faultline.testkit.RealCluster;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The functions of chaostoolkit-kubernetes used most, each as the k8s probe it is. */
class ChaosToolkitProbesIT {
    private static final String NAMESPACE = "probes-ctk-it";
    private static Rig rig;
    private static Probing probing;

    @BeforeAll
    static void up() throws Exception {
        rig = Rig.up(NAMESPACE);
        probing = ClusterProbing.of(rig.clusters());
        rig.pod("one", Map.of("app", "shop"), "sh", "-c", "echo order 4711 accepted; exec sleep 3600");
        rig.pod("two", Map.of("app", "shop"), "sh", "-c", "echo order 4712 accepted; exec sleep 3600");
        rig.deployment("cart", 2, RealCluster.BUSYBOX);
        rig.deployment("broken", 1, "docker.io/local/no-such-image:1");
        Awaitility.await().atMost(Duration.ofSeconds(60))
                .until(() -> attempt(deployment(List.of("cart"), null)).held());
    }

    @AfterAll
    static void down() throws Exception {
        rig.close();
    }

    @Test
    void podsInPhase() throws Exception {
        assertThat(attempt(phase("app=shop", "equal", "Running")).held()).isTrue();
        Judgement pending = attempt(phase("app in (shop,broken)", "equal", "Running"));
        assertThat(pending.outcome()).isEqualTo(Outcome.BROKEN);
        assertThat(pending.detail(text -> text)).startsWith("Actual value: Pending. Expected value: equal Running (");
        assertThat(attempt(phase("app=nobody", "equal", "Running")).outcome()).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void podsNotInPhase() throws Exception {
        assertThat(attempt(phase("app=broken", "notEqual", "Running")).held()).isTrue();
        assertThat(attempt(phase("app in (shop,broken)", "notEqual", "Running")).outcome()).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void countPods() throws Exception {
        assertThat(attempt(count("app=shop", null, Comparator.number(2))).held()).isTrue();
        assertThat(attempt(count("app=shop", null, Comparator.number(3))).detail(text -> text))
                .isEqualTo("Actual value: 2. Expected value: == 3");
        assertThat(attempt(count("app in (shop,broken)", "status.phase=Pending", Comparator.number(1))).held())
                .isTrue();
    }

    @Test
    void readPodLogs() throws Exception {
        assertThat(attempt(logs(List.of("one"), null, null, false, "order 4711 accepted")).held()).isTrue();
        assertThat(attempt(logs(List.of(), "app=shop", null, false, "order 4711 accepted\norder 4712 accepted"))
                .held()).as("of each pod").isTrue();
        assertThat(attempt(logs(List.of("one"), null, Duration.ofHours(1), false, "order 4711 accepted")).held())
                .isTrue();
        Judgement never = attempt(logs(List.of("one"), null, null, true, "order"));
        assertThat(never.outcome()).as("it has had no life before").isEqualTo(Outcome.UNMEASURABLE);
        assertThat(never.reason()).contains("previous terminated container");
        assertThat(attempt(logs(List.of("nobody"), null, null, false, "x")).outcome()).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void deploymentAvailableAndHealthy() throws Exception {
        assertThat(attempt(deployment(List.of("cart"), null))).isEqualTo(Judgement.held("1 of 1 ready"));
        assertThat(attempt(deployment(List.of("broken"), null)).detail(text -> text))
                .contains("broken (0 of 1 available)");
        assertThat(attempt(deployment(List.of("nobody"), null)).outcome()).isEqualTo(Outcome.BROKEN);
    }

    @Test
    void microserviceAvailableAndHealthy() throws Exception {
        assertThat(attempt(deployment(List.of(), "app=cart")).held()).isTrue();
        assertThat(attempt(deployment(List.of(), "app in (cart,broken)")).outcome()).isEqualTo(Outcome.BROKEN);
    }

    private static Judgement attempt(KubernetesProbe probe) throws InterruptedException {
        return probing.attempt(probe, new Values(Map.of(), Map.of(), _ -> null), Duration.ofSeconds(5),
                new Place(RunId.parse("01890000-0000-7000-8000-000000000002"), null));
    }

    private static KubernetesProbe phase(String labels, String criteria, String phase) {
        return new KubernetesProbe(Operation.EACH, "", "v1", "pods", NAMESPACE, List.of(), labels, null, null, null,
                null, new Comparator(Comparator.Type.STRING, criteria, phase), "status.phase", null, false);
    }

    private static KubernetesProbe count(String labels, @Nullable String fields, Comparator expect) {
        return new KubernetesProbe(Operation.COUNT, "", "v1", "pods", NAMESPACE, List.of(), labels, fields, null, null,
                null, expect);
    }

    private static KubernetesProbe logs(List<String> names, @Nullable String labels, @Nullable Duration since,
            boolean previous, String text) {
        return new KubernetesProbe(Operation.LOGS, "", "v1", "pods", NAMESPACE, names, labels, null, null, null, null,
                Comparator.text(text), null, since, previous);
    }

    private static KubernetesProbe deployment(List<String> names, @Nullable String labels) {
        return new KubernetesProbe(Operation.READY, "apps", "v1", "deployments", NAMESPACE, names, labels, null, null,
                null, null, null);
    }
}
