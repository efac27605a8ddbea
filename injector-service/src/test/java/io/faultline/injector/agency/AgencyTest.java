package io.faultline.injector.agency;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.ContainerKill;
import io.faultline.contracts.fault.DeploymentRestart;
import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeDrain;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodNetworkLatency;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.ids.InfrastructureId;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.wire.Wire;
import io.faultline.injector.agency.AgentAnswer.PlannedHit;
import io.faultline.injector.fault.BesideUndo;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.injector.store.MarkTexts;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AgencyTest {
    private static final Infrastructure WHERE = new Infrastructure("prod", new InfrastructureId(new UUID(1, 1)),
            InfrastructureKind.MANIFEST, null, null, null);
    private static final ClusterUndo UNDO = new BesideUndo.EndBeside(null, "node-1", "m.1", "effect", "delay");
    private static final PodSettings PODS = new PodSettings(Map.of(), List.of(), Map.of("team", "shop"), null, null);

    private static final ClusterFault KILL = new ContainerKill(PodTarget.labelled("shop", "app=cart"), null);
    private static final ClusterProtection PROTECTION = new ClusterProtection(Set.of("payments"), Set.of("db.shop"));

    private final List<AgentTask> asked = new CopyOnWriteArrayList<>();
    /** Whoever asks for something to be made waits until it is interrupted. */
    private boolean hangs;
    /** Nobody does what is to be made. */
    private boolean silent;
    private final List<Duration> patience = new CopyOnWriteArrayList<>();
    private final AgentLine line = new AgentLine() {
        @Override
        public Heard ask(Infrastructure where, AgentTask task, Duration forSoLong) throws InterruptedException {
            asked.add(task);
            patience.add(forSoLong);
            if (hangs && task.kind() == AgentTask.Kind.INJECT) {
                throw new InterruptedException();
            }
            if (silent && task.kind() == AgentTask.Kind.INJECT) {
                return new Heard(AgentAnswer.refused(Refusal.NOT_POSSIBLE, "no agent took it"), null);
            }
            return new Heard(task.kind() == AgentTask.Kind.PLAN
                    ? AgentAnswer.planned(1, List.of(new PlannedHit(new HitTarget("pod", "shop/cart", ""),
                            MarkTexts.undos().write(UNDO), "delay what it sends")))
                    : AgentAnswer.made("delay what it sends, by a proxy: the kernel has no netem"), "agent-1");
        }

        @Override
        public boolean isGone(Infrastructure where, String agent) {
            return false;
        }
    };

    @Test
    void tellsInWhichWayTheAgentDidItOnceThatIsKnown() throws Exception {
        Driver<ClusterUndo> driver = driver(
                new PodNetworkLatency(PodTarget.labelled("shop", "app=cart"), null, null, null));
        Hit<ClusterUndo> hit = driver.plan("m").hits().getFirst();
        assertThat(hit.undo().where()).isEqualTo(WHERE);
        assertThat(driver.deed(hit)).isEqualTo("delay what it sends");
        driver.inject(hit.undo(), Duration.ofSeconds(5));
        assertThat(driver.deed(hit)).endsWith("by a proxy: the kernel has no netem");
        assertThat(asked).hasSize(2).allMatch(task -> PODS.equals(task.pods()));
    }

    @Test
    void whatAnAgentTookAwayBeforeItWentIsAskedOfNobodyUntilItIsMadeAgain() throws Exception {
        ClusterUndo undo = UNDO.at(WHERE);
        Agency agency = new Agency(line, MarkTexts.undos(), PROTECTION);
        Driver<ClusterUndo> driver = driver(agency,
                new PodNetworkLatency(PodTarget.labelled("shop", "app=cart"), null, null, null));
        driver.inject(undo, Duration.ofSeconds(5));
        assertThat(agency.mended(undo, "agent-1")).isTrue();
        assertThat(agency.inForce(Objects.requireNonNull(WHERE.id()), MarkTexts.undos().write(UNDO))).isEmpty();
        agency.revert(undo, WHERE);
        assertThat(asked).as("it was made").hasSize(1);
        driver.inject(undo, Duration.ofSeconds(5));
        agency.mended(undo, "agent-1");
        driver.inject(undo, Duration.ofSeconds(5));
        agency.revert(undo, WHERE);
        assertThat(asked).extracting(AgentTask::kind).containsExactly(AgentTask.Kind.INJECT, AgentTask.Kind.INJECT,
                AgentTask.Kind.INJECT, AgentTask.Kind.REVERT);
    }

    @Test
    void whatOneAgentHasInForceNoOtherOneIsBelievedToHaveTakenAway() throws Exception {
        ClusterUndo undo = UNDO.at(WHERE);
        Agency agency = new Agency(line, MarkTexts.undos(), PROTECTION);
        driver(agency, new PodNetworkLatency(PodTarget.labelled("shop", "app=cart"), null, null, null))
                .inject(undo, Duration.ofSeconds(5));
        assertThat(agency.mended(undo, "agent-2")).isFalse();
        assertThat(agency.inForce(Objects.requireNonNull(WHERE.id()), MarkTexts.undos().write(UNDO))).contains(undo);
        agency.revert(undo, WHERE);
        assertThat(asked).extracting(AgentTask::kind).endsWith(AgentTask.Kind.REVERT);
        assertThat(agency.mended(undo, "agent-1")).as("it was asked for meanwhile").isFalse();
    }

    @Test
    void whatIsProtectedHereBindsAgentsAndIsNotEvenAskedOfThem() throws Exception {
        List.<ClusterFault>of(new PodDelete(PodTarget.labelled("payments", "app=cart"), false, null),
                new DeploymentRestart(WorkloadTarget.deployment("payments", "cart")),
                new NodeCordon(new NodeTarget(List.of(), null, PodTarget.labelled("payments", "app=cart"), null, null)))
                .forEach(fault -> assertThatThrownBy(() -> driver(fault).plan("m")).isInstanceOfSatisfying(
                        FaultRefused.class, e -> assertThat(e.refusal()).isEqualTo(Refusal.PROTECTED_TARGET)));
        assertThat(asked).isEmpty();
        Driver<ClusterUndo> elsewhere = driver(new NodeCordon(NodeTarget.named("node-1")));
        elsewhere.inject(elsewhere.plan("m").hits().getFirst().undo(), Duration.ofSeconds(5));
        elsewhere.ailing();
        assertThat(asked).hasSize(3).extracting(AgentTask::protection).containsOnly(PROTECTION);
        assertThat(Wire.mapper().readValue(Wire.mapper().writeValueAsBytes(asked.getFirst()), AgentTask.class))
                .as("word for word, over the wire").isEqualTo(asked.getFirst());
    }

    @Test
    void whatTakesLongIsWaitedForAsLongAsItMayTakeAndAStrokeForAWhile() throws Exception {
        Driver<ClusterUndo> driver = driver(new NodeDrain(NodeTarget.named("node-1"), null, null));
        ClusterUndo undo = driver.plan("m").hits().getFirst().undo();
        patience.clear();
        driver.inject(undo, Duration.ofMinutes(5));
        driver.inject(undo, Duration.ofSeconds(5));
        assertThat(patience).containsExactly(Duration.ofMinutes(5), Duration.ofSeconds(5));
        patience.clear();
        driver = driver(KILL);
        driver.inject(undo, Duration.ofMinutes(5));
        driver.inject(undo, Duration.ofSeconds(5));
        driver.inject(undo, Duration.ZERO);
        assertThat(patience).as("it may need a helper that has to start").containsExactly(Duration.ofMinutes(5),
                Duration.ofSeconds(30), Duration.ofSeconds(30));
    }

    @Test
    void aStrokeThatNobodyWaitsForAnyMoreIsCalledOffAndWhatWasAnsweredIsNot() throws Exception {
        Driver<ClusterUndo> driver = driver(KILL);
        ClusterUndo undo = driver.plan("m").hits().getFirst().undo();
        asked.clear();
        driver.inject(undo, Duration.ZERO);
        assertThat(asked).hasSize(1);
        hangs = true;
        assertThatThrownBy(() -> driver.inject(undo, Duration.ZERO)).isInstanceOf(InterruptedException.class);
        Awaitility.await().until(() -> asked.size() == 3);
        hangs = false;
        silent = true;
        assertThatThrownBy(() -> driver.inject(undo, Duration.ZERO)).isInstanceOf(FaultRefused.class);
        Awaitility.await().until(() -> asked.size() == 5);
        assertThat(asked).extracting(AgentTask::kind).containsExactly(AgentTask.Kind.INJECT, AgentTask.Kind.INJECT,
                AgentTask.Kind.REVERT, AgentTask.Kind.INJECT, AgentTask.Kind.REVERT);
        assertThat(asked).extracting(AgentTask::undo).as("the very stroke").hasSameElementsAs(
                List.of(MarkTexts.undos().write(UNDO)));
    }

    @Test
    void findsWhatAnAgentHasInForceByTheWordsItWasAskedIn() throws Exception {
        Agency agency = new Agency(line, MarkTexts.undos(), PROTECTION);
        Driver<ClusterUndo> driver = driver(agency,
                new PodNetworkLatency(PodTarget.labelled("shop", "app=cart"), null, null, null));
        ClusterUndo undo = driver.plan("m").hits().getFirst().undo();
        InfrastructureId here = Objects.requireNonNull(WHERE.id());
        assertThat(agency.inForce(here, MarkTexts.undos().write(UNDO))).isEmpty();
        driver.inject(undo, Duration.ofSeconds(5));
        String words = Objects.requireNonNull(asked.getLast().undo());
        assertThat(agency.inForce(here, words)).contains(undo);
        assertThat(agency.inForce(new InfrastructureId(new UUID(2, 2)), words)).as("another cluster's agent").isEmpty();
        assertThat(agency.inForce(here, "what nobody asked for")).isEmpty();
        agency.revert(undo, WHERE);
        assertThat(agency.inForce(here, words)).isEmpty();
    }

    private Driver<ClusterUndo> driver(ClusterFault fault) {
        return driver(new Agency(line, MarkTexts.undos(), PROTECTION), fault);
    }

    @SuppressWarnings("unchecked")
    private static Driver<ClusterUndo> driver(Agency agency, ClusterFault fault) {
        return (Driver<ClusterUndo>) agency.driver(fault, WHERE, PODS);
    }
}
