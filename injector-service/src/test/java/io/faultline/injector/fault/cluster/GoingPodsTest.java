package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.fault.NodeDrain;
import io.faultline.contracts.fault.NodeTaint;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodEvict;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.TaintEffect;
import io.faultline.injector.fault.ApiUndo.Uncordon;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.Hit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which pods a fault takes away, which of them come back elsewhere, and what is said beforehand of those that do not. */
class GoingPodsTest {
    private static final NodeTarget NODE = NodeTarget.named(PaperCluster.NODE);
    private static final PodTarget ALL = PodTarget.labelled("shop", "tier");
    private static final String NOTHING = "nothing replaces it: it has no controller";
    private final PaperCluster cluster = new PaperCluster();

    @BeforeEach
    void fill() {
        run("cart-1", "Running", Map.of(), new OwnerSeen("replicaset", "cart"));
        run("lone", "Running", Map.of());
    }

    private void run(String name, String phase, Map<String, String> annotations, OwnerSeen... owners) {
        cluster.pods.add(new PodSeen("shop", name, "uid-" + name, PaperCluster.NODE, null, phase,
                Map.of("tier", "back"), annotations, List.of(), true, false, false, List.of(owners), List.of()));
    }

    @Test
    void aDrainSparesPodsOfDaemonSetsOfTheNodeItselfAndThoseThatAreOver() throws Exception {
        run("logs-x", "Running", Map.of(), new OwnerSeen("daemonset", "logs"));
        run("static-y", "Running", Map.of("kubernetes.io/config.mirror", "hash"));
        run("once-z", "Succeeded", Map.of(), new OwnerSeen("job", "once"));
        Driver<Uncordon> drain = new DrainNodes(new NodeDrain(NODE, true, null), cluster.aim());
        drain.inject(drain.plan("m").hits().getFirst().undo(), Duration.ofMinutes(1));
        assertThat(cluster.evicted).containsExactlyInAnyOrder("cart-1", "lone");
        assertThat(cluster.pods).extracting(PodSeen::name).containsExactlyInAnyOrder("logs-x", "static-y", "once-z");
    }

    @Test
    void aPodThatNothingReplacesIsSaidToBeGoneForGood() throws Exception {
        for (Driver<?> strike : List.<Driver<?>>of(new DeletePods(new PodDelete(ALL, false, null), cluster.aim()),
                new EvictPods(new PodEvict(ALL, false), cluster.aim()))) {
            assertThat(strike.plan("m").hits()).satisfiesExactly(
                    cart -> assertThat(cart.target().detail() + cart.deed()).doesNotContain("replaces"),
                    lone -> {
                        assertThat(lone.target().name()).isEqualTo("shop/lone");
                        assertThat(lone.target().detail()).contains(NOTHING);
                        assertThat(lone.deed()).contains(NOTHING);
                    });
        }
    }

    @Test
    void soAreThoseThatANodeIsRidOf() throws Exception {
        Hit<?> drained = new DrainNodes(new NodeDrain(NODE, false, null), cluster.aim()).plan("m").hits().getFirst();
        Hit<?> tainted = new TaintNodes(new NodeTaint(NODE, "chaos", "yes", TaintEffect.NO_EXECUTE), cluster.aim())
                .plan("m").hits().getFirst();
        assertThat(List.of(drained, tainted)).allSatisfy(hit -> {
            assertThat(hit.target().detail()).endsWith("nothing replaces those without a controller: shop/lone");
            assertThat(hit.deed()).contains("shop/lone");
        });
        Hit<?> harmless = new TaintNodes(new NodeTaint(NODE, "chaos", "yes", TaintEffect.NO_SCHEDULE), cluster.aim())
                .plan("m").hits().getFirst();
        assertThat(harmless.target().detail()).doesNotContain("lone");
    }
}
