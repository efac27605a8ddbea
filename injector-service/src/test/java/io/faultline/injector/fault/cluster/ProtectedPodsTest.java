package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.DeploymentRestart;
import io.faultline.contracts.fault.DeploymentScale;
import io.faultline.contracts.fault.KubeletServiceKill;
import io.faultline.contracts.fault.NodeDrain;
import io.faultline.contracts.fault.NodeTaint;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PartitionDirection;
import io.faultline.contracts.fault.PodAutoscaler;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.TaintEffect;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.ApiUndo.Reconnect;
import io.faultline.injector.fault.ApiUndo.Uncordon;
import io.faultline.injector.fault.ApiUndo.Untaint;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.beside.BesideFaults;
import io.faultline.injector.fault.beside.Helpers;
import io.faultline.injector.fault.network.Lifelines;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Faultline's own database runs in the cluster: no fault of pods, of their node or of their workload reaches it. */
class ProtectedPodsTest {
    private static final Map<String, String> TIER = Map.of("tier", "back");
    private static final NodeTarget NODE = NodeTarget.named(PaperCluster.NODE);
    private final PaperCluster cluster = new PaperCluster();

    @BeforeEach
    void fill() {
        cluster.pod("shop", "cart", 1, TIER);
        cluster.pod("shop", "postgres", 2, TIER);
        cluster.statefulSet("shop", "cart");
        cluster.statefulSet("shop", "postgres");
        cluster.services.put("db.shop", List.of("10.0.0.2"));
    }

    private static void assertProtected(ThrowingCallable plan) {
        assertThatThrownBy(plan).isInstanceOfSatisfying(FaultRefused.class,
                e -> assertThat(e.refusal()).isEqualTo(Refusal.PROTECTED_TARGET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"db.shop", "db.shop.svc", "db.shop.svc.cluster.local", "10.0.0.2",
            "postgres-2.db.shop.svc.cluster.local"})
    void aDrainLeavesItWhereItIsAndSaysSoBefore(String host) throws Exception {
        Driver<Uncordon> drain = new DrainNodes(new NodeDrain(NODE, true, null), cluster.aim(host));
        Hit<Uncordon> hit = drain.plan("m").hits().getFirst();
        assertThat(hit.target().detail()).endsWith("never hit, so they stay: shop/postgres-2");
        assertThat(hit.deed()).contains("shop/postgres-2");
        drain.inject(hit.undo(), Duration.ofMinutes(1));
        assertThat(cluster.evicted).containsExactly("cart-1");
    }

    @Test
    void aBareNameIsAServiceOfTheNamespaceThatFaultlineRunsIn() {
        Lifelines lifelines = Lifelines.of("jdbc:postgresql://postgres:5432/faultline", "kafka:9092,10.0.0.9:9092");
        assertThat(ClusterProtection.of(Set.of(), lifelines, "shop").lifelines())
                .containsExactlyInAnyOrder("postgres.shop", "kafka.shop", "10.0.0.9");
        assertThat(ClusterProtection.of(Set.of(), lifelines, "").lifelines()).as("outside of a cluster")
                .containsExactlyInAnyOrder("postgres", "kafka", "10.0.0.9");
    }

    @Test
    void aDrainSaysOfNobodyThatItStaysWhereAllGo() throws Exception {
        Driver<Uncordon> drain = new DrainNodes(new NodeDrain(NODE, true, null), cluster.aim("db.elsewhere"));
        Hit<Uncordon> hit = drain.plan("m").hits().getFirst();
        assertThat(hit.target().detail()).isEqualTo("ready");
        drain.inject(hit.undo(), Duration.ofMinutes(1));
        assertThat(cluster.evicted).containsExactlyInAnyOrder("cart-1", "postgres-2");
    }

    @Test
    void aNodeThatWasGivenBackMeanwhileIsNotDrainedAnyFurther() throws Exception {
        cluster.givenBackAfter = 1;
        Driver<Uncordon> drain = new DrainNodes(new NodeDrain(NODE, true, null), cluster.aim());
        Hit<Uncordon> hit = drain.plan("m").hits().getFirst();
        assertThatThrownBy(() -> drain.inject(hit.undo(), Duration.ofMinutes(1))).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("node node-1 was given back while it was drained");
        assertThat(cluster.evicted).hasSize(1);
    }

    @Test
    void aNodeHasOneTaintOfAKeyAndAnEffectAndOnlyOursIsShared() throws Exception {
        Untaint other = new Untaint(null, PaperCluster.NODE, "u", "other", "chaos", "yes", "NoSchedule");
        Map<String, String> ours = cluster.marks.annotation("other", other, Duration.ofMinutes(1));
        tainted(Map.of(), "yes");
        assertThatThrownBy(() -> taint(TaintEffect.NO_SCHEDULE).plan("m")).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("not ours to take off");
        assertThatCode(() -> taint(TaintEffect.NO_EXECUTE).plan("m")).doesNotThrowAnyException();
        tainted(ours, "yes");
        assertThatCode(() -> taint(TaintEffect.NO_SCHEDULE).plan("m")).doesNotThrowAnyException();
        tainted(ours, "no");
        assertThatThrownBy(() -> taint(TaintEffect.NO_SCHEDULE).plan("m")).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("has a taint chaos=no:NoSchedule of another fault");
    }

    private void tainted(Map<String, String> annotations, String value) {
        cluster.nodes.set(0, new NodeSeen(PaperCluster.NODE, "u", Map.of(), annotations, true, false,
                List.of(new NodeSeen.Taint("chaos", value, "NoSchedule"))));
    }

    @Test
    void aKubeletIsNotFrozenWhereThatWouldDriveItAway() throws Exception {
        assertProtected(() -> freeze("db.shop").plan("m"));
        assertThatThrownBy(() -> freeze("db.shop").plan("m")).hasMessageContaining(
                "the kubelet of node node-1 is not frozen: it would drive away pod shop/postgres-2");
        assertThat(freeze().plan("m").hits()).hasSize(1);
        cluster.pods.clear();
        cluster.pod("shop", "postgres", 2, TIER, new PodSeen.Toleration("node.kubernetes.io/unreachable", null, null));
        assertThat(freeze("db.shop").plan("m").hits()).hasSize(1);
    }

    private Driver<?> freeze(String... lifelines) {
        return new BesideFaults(cluster.aim(lifelines).choice(), NoHelpers.HERE)
                .driver(new KubeletServiceKill(NODE), null, null);
    }

    /** Planning starts none. */
    private enum NoHelpers implements Helpers {
        HERE;

        @Override
        public String make(BesideUndo undo, PodSettings wishes, Duration longest) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void end(BesideUndo undo) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void whenLost(Consumer<BesideUndo> tell) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void tidy(Infrastructure where) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }
    }

    private Driver<?> taint(TaintEffect effect, String... lifelines) {
        return new TaintNodes(new NodeTaint(NODE, "chaos", "yes", effect), cluster.aim(lifelines));
    }

    @Test
    void aNodeIsNotTaintedWhereThatWouldDriveItAway() {
        assertProtected(() -> taint(TaintEffect.NO_EXECUTE, "db.shop").plan("m"));
        assertThatThrownBy(() -> taint(TaintEffect.NO_EXECUTE, "db.shop").plan("m"))
                .hasMessageContaining("would drive away pod shop/postgres-2");
        assertThatCode(() -> taint(TaintEffect.NO_SCHEDULE, "db.shop").plan("m")).doesNotThrowAnyException();
        assertThatCode(() -> taint(TaintEffect.NO_EXECUTE).plan("m")).doesNotThrowAnyException();
    }

    @Test
    void aNodeIsTaintedWhereWhatIsNeverHitToleratesIt() {
        cluster.pods.clear();
        cluster.pod("kube-system", "proxy", 3, Map.of(), new PodSeen.Toleration(null, null, null));
        cluster.pod("kube-system", "dns", 4, Map.of(), new PodSeen.Toleration("chaos", "yes", "NoExecute"));
        assertThatCode(() -> taint(TaintEffect.NO_EXECUTE).plan("m")).doesNotThrowAnyException();
        cluster.pod("kube-system", "other", 5, Map.of(), new PodSeen.Toleration("chaos", "no", null),
                new PodSeen.Toleration("another", null, null), new PodSeen.Toleration("chaos", null, "NoSchedule"));
        assertProtected(() -> taint(TaintEffect.NO_EXECUTE).plan("m"));
    }

    private static WorkloadTarget set(String name) {
        return new WorkloadTarget("shop", "statefulset", name, name == null ? "all=yes" : null, null, null, null);
    }

    @Test
    void itsWorkloadIsNeitherScaledNorRestarted() throws Exception {
        Aim aim = cluster.aim("db.shop");
        assertProtected(() -> ScaleWorkloads.of(new DeploymentScale(set("postgres"), 0), aim).plan("m"));
        assertProtected(() -> ScaleWorkloads.of(new PodAutoscaler(set("postgres"), 5), aim).plan("m"));
        assertProtected(() -> new RestartWorkloads(new DeploymentRestart(set("postgres")), aim).plan("m"));
        assertThat(ScaleWorkloads.of(new DeploymentScale(set(null), 0), aim).plan("m").targets())
                .extracting(each -> each.name()).containsExactly("shop/cart");
    }

    @Test
    void aNamedPodThatIsGoneAfterwardsHasNotRecoveredYet() throws Exception {
        PodTarget named = new PodTarget("shop", null, List.of("cart-1", "cart-9"), null, null, null, null, null, null,
                null, null, true);
        assertThat(cluster.aim().choice().ailing(named, null)).containsExactly("pod shop/cart-9 is not there");
        assertThatThrownBy(() -> cluster.aim().choice().pods(named, null)).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("no pod that matches is named cart-9");
    }

    @Test
    void aWorkloadIsFaultlinesOwnIfItsPodsAre() {
        cluster.pods.clear();
        cluster.pod("shop", "cart", 1, Map.of(ClusterProtection.PART_OF, ClusterProtection.FAULTLINE));
        assertProtected(() -> ScaleWorkloads.of(new DeploymentScale(set("cart"), 0), cluster.aim()).plan("m"));
    }

    private List<Reconnect> partition(String... lifelines) throws FaultRefused {
        return new PartitionPods(new PodNetworkPartition(PodTarget.labelled("shop", "tier=back"),
                PartitionDirection.ALL, List.of(), List.of(), List.of()), cluster.aim(lifelines)).plan("m").hits()
                .stream().map(Hit::undo).toList();
    }

    @Test
    void aPartitionByLabelsThatWouldSelectItIsForEachOtherPodInstead() throws Exception {
        assertThat(partition("db.shop")).singleElement().satisfies(undo -> {
            assertThat(undo.labels()).isNull();
            assertThat(undo.pod()).isEqualTo("cart-1");
        });
        assertThat(partition()).hasSize(2).allSatisfy(undo -> assertThat(undo.labels()).isEqualTo("tier=back"));
    }
}
