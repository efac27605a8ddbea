package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.List;

import io.fabric8.kubernetes.api.model.Node;
import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeTaint;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.TaintEffect;
import io.faultline.injector.fault.ApiUndo.Uncordon;
import io.faultline.injector.fault.ApiUndo.Untaint;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.DriverContract;
import io.faultline.injector.fault.Mender;
import io.faultline.testkit.RealCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is done to nodes, on the only one the cluster has: so nothing here may drive pods away. */
class NodeFaultsIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static ClusterNamespace namespace;
    private static ClusterRig rig;
    private static String node;

    @BeforeAll
    static void open() {
        RealCluster.up();
        namespace = ClusterNamespace.open("faultline-node-faults");
        rig = new ClusterRig(namespace.kubeconfig());
        node = namespace.client().nodes().list().getItems().getFirst().getMetadata().getName();
    }

    @AfterAll
    static void close() throws Exception {
        if (namespace != null) {
            rig.close();
            namespace.close();
        }
    }

    private static Node node() {
        return namespace.client().nodes().withName(node).get();
    }

    private static boolean isCordoned() {
        return Boolean.TRUE.equals(node().getSpec().getUnschedulable());
    }

    @Nested
    class Cordon extends DriverContract<Uncordon> {
        @Override
        protected Driver<Uncordon> driver() {
            return rig.driver(new NodeCordon(NodeTarget.named(node)));
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
            namespace.client().nodes().withName(node).edit(found -> {
                found.getSpec().setUnschedulable(true);
                return found;
            });
            try {
                Uncordon undo = driver().plan("faultline-twice").hits().getFirst().undo();
                driver().inject(undo, MINUTE);
                mender().revert(undo);
                assertThat(isCordoned()).isTrue();
            } finally {
                namespace.client().nodes().withName(node).edit(found -> {
                    found.getSpec().setUnschedulable(null);
                    return found;
                });
            }
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
            return rig.driver(new NodeTaint(NodeTarget.named(node), "faultline.io/test", "yes",
                    TaintEffect.PREFER_NO_SCHEDULE));
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
            Driver<Untaint> other = rig.driver(new NodeTaint(NodeTarget.named(node), "faultline.io/other", "yes",
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
}
