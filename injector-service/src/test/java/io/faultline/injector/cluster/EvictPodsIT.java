package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.Map;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudgetBuilder;
import io.faultline.contracts.fault.PodEvict;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.injector.fault.ApiUndo.LeftToController;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Evictions of a pod whose disruption budget allows none, and of one that has none. */
@OnACluster
class EvictPodsIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static ClusterNamespace namespace;
    private static ClusterRig rig;

    @BeforeAll
    static void open() {
        namespace = ClusterNamespace.open("faultline-evict");
        rig = new ClusterRig(namespace.kubeconfig());
        namespace.deploy("cart", 1);
        namespace.deploy("free", 1);
        namespace.client().policy().v1beta1().podDisruptionBudget().resource(new PodDisruptionBudgetBuilder()
                .withNewMetadata().withName("cart").withNamespace(namespace.name()).endMetadata().withNewSpec()
                .withMinAvailable(new IntOrString(1)).withNewSelector().withMatchLabels(Map.of("app", "cart"))
                .endSelector().endSpec().build()).create();
    }

    @AfterAll
    static void close() throws Exception {
        if (namespace != null) {
            rig.close();
            namespace.close();
        }
    }

    @BeforeEach
    void allReady() {
        namespace.awaitReady("cart", 1);
        namespace.awaitReady("free", 1);
    }

    private static Driver<LeftToController> evict(String app, boolean ignoreBudgets) {
        return rig.driver(new PodEvict(PodTarget.labelled(namespace.name(), "app=" + app), ignoreBudgets));
    }

    private static String uid(String app) {
        return namespace.pods(app).getFirst().getMetadata().getUid();
    }

    @Test
    void aBudgetIsRespected() throws Exception {
        LeftToController pod = evict("cart", false).plan("m").hits().getFirst().undo();
        assertThatThrownBy(() -> evict("cart", false).inject(pod, MINUTE)).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("disruption budget").hasMessageContaining("ignoreDisruptionBudgets");
        assertThat(uid("cart")).isEqualTo(pod.uid());
    }

    @Test
    void aBudgetIsIgnoredOnRequest() throws Exception {
        LeftToController pod = evict("cart", true).plan("m").hits().getFirst().undo();
        evict("cart", true).inject(pod, MINUTE);
        Awaitility.await().until(() -> namespace.pods("cart").stream()
                .noneMatch(each -> each.getMetadata().getUid().equals(pod.uid())));
    }

    @Test
    void withoutABudgetThePodGoesAndAskingTwiceIsHarmless() throws Exception {
        LeftToController pod = evict("free", false).plan("m").hits().getFirst().undo();
        evict("free", false).inject(pod, MINUTE);
        evict("free", false).inject(pod, MINUTE);
        Awaitility.await().until(() -> namespace.pods("free").stream()
                .noneMatch(each -> each.getMetadata().getUid().equals(pod.uid())));
    }
}
