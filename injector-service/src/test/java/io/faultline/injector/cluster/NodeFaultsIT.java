package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeDrain;
import io.faultline.contracts.fault.NodeTaint;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.TaintEffect;
import io.faultline.injector.fault.ApiUndo.Uncordon;
import io.faultline.injector.fault.ApiUndo.Untaint;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.DriverContract;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Mender;
import io.faultline.testkit.RealCluster;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is done to nodes, on one that is there for nothing else: no kubelet runs it, so no pod of anybody is moved. */
@OnACluster
class NodeFaultsIT {
    private static final String NODE = "zz-faultline-nodes";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static ClusterNamespace namespace;
    private static ClusterRig rig;

    @BeforeAll
    static void open() {
        namespace = ClusterNamespace.open("faultline-node-faults");
        rig = new ClusterRig(namespace.kubeconfig());
        namespace.client().nodes().withName(NODE).delete();
        // One without any condition, under a name that was there before, has the controllers of Kubernetes 1.20 crash.
        namespace.client().nodes().resource(new NodeBuilder().withNewMetadata().withName(NODE).endMetadata()
                .withNewStatus().addNewCondition().withType("Ready").withStatus("True").endCondition().endStatus()
                .build()).create();
    }

    @AfterAll
    static void close() throws Exception {
        if (namespace != null) {
            rig.close();
            namespace.client().nodes().withName(NODE).delete();
            namespace.close();
        }
    }

    private static Node node() {
        return namespace.client().nodes().withName(NODE).get();
    }

    private static boolean isCordoned() {
        return Boolean.TRUE.equals(node().getSpec().getUnschedulable());
    }

    @Nested
    class Cordon extends DriverContract<Uncordon> {
        @Override
        protected Driver<Uncordon> driver() {
            return rig.driver(new NodeCordon(NodeTarget.named(NODE)));
        }

        @Override
        protected Mender mender() {
            return rig.mender();
        }

        @Override
        protected boolean isInForce() {
            return isCordoned();
        }

        @Test
        void aNodeThatWasCordonedBeforeStaysSo() throws Exception {
            setCordoned(true);
            try {
                Uncordon undo = driver().plan("faultline-twice").hits().getFirst().undo();
                driver().inject(undo, MINUTE);
                mender().revert(undo);
                assertThat(isCordoned()).isTrue();
            } finally {
                setCordoned(null);
            }
        }

        /** Whatever the version of the node, which its controllers change as well. */
        private static void setCordoned(@Nullable Boolean cordoned) {
            namespace.client().nodes().withName(NODE).patch(PatchContext.of(PatchType.JSON_MERGE),
                    "{\"spec\":{\"unschedulable\":%s}}".formatted(cordoned));
        }

        /** Which leaves the mark: a drain asks, before it makes another pod go. */
        @Test
        void isNotHeldAnyMoreWhenSomebodyUncordonsIt() throws Exception {
            Uncordon undo = driver().plan("faultline-given-back").hits().getFirst().undo();
            driver().inject(undo, MINUTE);
            assertThat(rig.reach().hand().isHeld(undo)).isTrue();
            setCordoned(null);
            assertThat(rig.reach().hand().isHeld(undo)).isFalse();
            mender().revert(undo);
            assertThat(isCordoned()).isFalse();
        }

        @Test
        void theLastOfTwoFaultsUncordonsIt() throws Exception {
            Uncordon first = driver().plan("faultline-first").hits().getFirst().undo();
            driver().inject(first, MINUTE);
            Uncordon second = driver().plan("faultline-second").hits().getFirst().undo();
            driver().inject(second, MINUTE);
            mender().revert(first);
            assertThat(isCordoned()).isTrue();
            mender().revert(second);
            assertThat(isCordoned()).isFalse();
        }
    }

    @Nested
    class Tainted extends DriverContract<Untaint> {
        @Override
        protected Driver<Untaint> driver() {
            return rig.driver(new NodeTaint(NodeTarget.named(NODE), "faultline.io/test", "yes",
                    TaintEffect.NO_EXECUTE));
        }

        @Override
        protected Mender mender() {
            return rig.mender();
        }

        @Override
        protected boolean isInForce() {
            return node().getSpec().getTaints().stream().anyMatch(taint -> taint.getKey().equals("faultline.io/test"));
        }

        @Test
        void leavesTheTaintsOfOthersAlone() throws Exception {
            Driver<Untaint> other = rig.driver(new NodeTaint(NodeTarget.named(NODE), "faultline.io/other", "yes",
                    TaintEffect.PREFER_NO_SCHEDULE));
            Untaint kept = other.plan("faultline-other").hits().getFirst().undo();
            other.inject(kept, MINUTE);
            Untaint undo = driver().plan("faultline-taint").hits().getFirst().undo();
            driver().inject(undo, MINUTE);
            mender().revert(undo);
            assertThat(keys()).contains("faultline.io/other").doesNotContain("faultline.io/test");
            mender().revert(kept);
            assertThat(keys()).doesNotContain("faultline.io/other");
        }

        private static List<String> keys() {
            return node().getSpec().getTaints().stream().map(taint -> taint.getKey()).toList();
        }
    }

    @Nested
    class Drain extends DriverContract<Uncordon> {
        @BeforeEach
        void placeAPod() {
            namespace.client().pods().resource(new PodBuilder().withNewMetadata().withName("placed")
                    .addToLabels("app", "placed")
                    .withNamespace(namespace.name()).endMetadata().withNewSpec().withNodeName(NODE).addNewContainer()
                    .withName("main").withImage(RealCluster.BUSYBOX).endContainer().endSpec().build()).create();
        }

        @AfterEach
        void takeItAway() {
            namespace.client().pods().inNamespace(namespace.name()).withGracePeriod(0).delete();
        }

        @Override
        protected Driver<Uncordon> driver() {
            return rig.driver(new NodeDrain(NodeTarget.named(NODE), false, Duration.ZERO));
        }

        @Override
        protected Mender mender() {
            return rig.mender();
        }

        @Override
        protected boolean isInForce() {
            return isCordoned();
        }

        @Test
        void movesPodsAwayAndOnlyTheCordonIsTakenBack() throws Exception {
            Uncordon undo = driver().plan("faultline-drain").hits().getFirst().undo();
            driver().inject(undo, MINUTE);
            assertThat(isCordoned()).isTrue();
            assertThat(namespace.client().pods().inNamespace(namespace.name()).list().getItems()).isEmpty();
            mender().revert(undo);
            assertThat(isCordoned()).isFalse();
        }

        /** Its pod's name as the cluster's DNS gives it: a pod without a kubelet has no address. */
        @Test
        void leavesWhatFaultlineLivesByWhereItIsAndRefusesToTaintItsNode() throws Exception {
            try (ClusterRig lives = new ClusterRig(namespace.kubeconfig(), ClusterRig.HOUSE,
                    Set.of("placed.db.%s.svc.cluster.local".formatted(namespace.name())))) {
                Driver<Uncordon> drain = lives.driver(new NodeDrain(NodeTarget.named(NODE), true, Duration.ZERO));
                Hit<Uncordon> hit = drain.plan("faultline-drain").hits().getFirst();
                assertThat(hit.target().detail()).endsWith("so they stay: " + namespace.name() + "/placed");
                drain.inject(hit.undo(), MINUTE);
                assertThat(namespace.client().pods().inNamespace(namespace.name()).list().getItems()).hasSize(1);
                lives.mender().revert(hit.undo());
                Driver<Untaint> taint = lives.driver(new NodeTaint(NodeTarget.named(NODE), "faultline.io/test", "yes",
                        TaintEffect.NO_EXECUTE));
                assertThatThrownBy(() -> taint.plan("faultline-taint"))
                        .hasMessageContaining("would drive away pod " + namespace.name() + "/placed");
            }
        }

        @Test
        void respectsADisruptionBudgetThatAllowsNoneUnlessToldNotTo() throws Exception {
            letNoneBeMissed();
            Uncordon undo = driver().plan("faultline-budget").hits().getFirst().undo();
            try {
                assertThatThrownBy(() -> driver().inject(undo, Duration.ofSeconds(2))).isInstanceOf(FaultRefused.class)
                        .hasMessageContaining("placed did not go").hasMessageContaining("ignoreDisruptionBudgets");
                assertThat(placed().get().getMetadata().getDeletionTimestamp()).isNull();
                Driver<Uncordon> ruthless = rig.driver(new NodeDrain(NodeTarget.named(NODE), true, Duration.ZERO));
                ruthless.inject(undo, MINUTE);
                assertThat(placed().get()).isNull();
            } finally {
                mender().revert(undo);
                namespace.client().policy().v1beta1().podDisruptionBudget().inNamespace(namespace.name()).delete();
            }
        }

        /** No kubelet says of the pod that it runs, and one that does not is not missed. */
        private static void letNoneBeMissed() {
            placed().editStatus(found -> new PodBuilder(found).withNewStatus().withPhase("Running").addNewCondition()
                    .withType("Ready").withStatus("True").endCondition().endStatus().build());
            var budget = namespace.client().policy().v1beta1().podDisruptionBudget()
                    .resource(new PodDisruptionBudgetBuilder().withNewMetadata().withName("placed")
                            .withNamespace(namespace.name()).endMetadata().withNewSpec()
                            .withMinAvailable(new IntOrString(1)).withNewSelector()
                            .withMatchLabels(Map.of("app", "placed")).endSelector().endSpec().build());
            budget.create();
            Awaitility.await().until(() -> Integer.valueOf(1).equals(budget.get().getStatus().getCurrentHealthy()));
        }

        private static PodResource placed() {
            return namespace.client().pods().inNamespace(namespace.name()).withName("placed");
        }

        @Test
        void saysWhichPodsDidNotGoInTime() throws Exception {
            Driver<Uncordon> slow = rig.driver(new NodeDrain(NodeTarget.named(NODE), false, Duration.ofMinutes(5)));
            Uncordon undo = slow.plan("faultline-drain").hits().getFirst().undo();
            try {
                assertThatThrownBy(() -> slow.inject(undo, Duration.ofSeconds(2))).isInstanceOf(FaultRefused.class)
                        .hasMessageContaining("is not drained in time: " + namespace.name() + "/placed");
            } finally {
                mender().revert(undo);
            }
        }
    }
}
