package io.faultline.agent;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.wire.Wire;
import io.faultline.injector.agency.AgentAnswer;
import io.faultline.injector.agency.AgentTask;
import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.UndoText;
import io.faultline.injector.fault.cluster.ClusterHand;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.injector.fault.cluster.ClusterReach;
import io.faultline.injector.fault.cluster.ClusterViews;
import io.faultline.injector.fault.cluster.MarkedObjects;
import io.faultline.injector.fault.cluster.Marks;
import io.faultline.injector.store.MarkTexts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What an agent does with tasks that nobody wants any more when they are done. */
class FaultWorkTest {
    private static final Infrastructure HERE = Infrastructure.named("here");
    private static final ClusterUndo UNDO = new ApiUndo.Uncordon(HERE, "node-1", "uid", "faultline-x", false);
    private static final UndoText UNDOS = MarkTexts.undos();

    private final Set<ClusterUndo> inForce = ConcurrentHashMap.newKeySet();
    private final Cluster cluster = new Cluster();
    private final AtomicLong passed = new AtomicLong();
    private final Holdings holdings = new Holdings(cluster, passed::get, Duration.ofMinutes(1));
    private final List<ClusterProtection> protections = new CopyOnWriteArrayList<>();
    private final FaultWork work = new FaultWork(protection -> {
        protections.add(protection);
        return cluster;
    }, new Unseen(), UNDOS, HERE, holdings);
    private Meanwhile meanwhile = () -> {};

    /** What happens while a fault is made. */
    private interface Meanwhile {
        void happens() throws InterruptedException;
    }

    @Test
    void aFaultIsMadeAndTakenAwayAgain() throws Exception {
        assertThat(done(AgentTask.Kind.INJECT).kind()).isEqualTo(AgentAnswer.Kind.DONE);
        assertThat(inForce).containsExactly(UNDO);
        assertThat(done(AgentTask.Kind.REVERT).kind()).isEqualTo(AgentAnswer.Kind.DONE);
        assertThat(inForce).isEmpty();
    }

    @Test
    void whatWasToBeTakenAwayWhileItWasMadeDoesNotStay() throws Exception {
        meanwhile = () -> assertThat(revert().kind()).isEqualTo(AgentAnswer.Kind.DONE);
        AgentAnswer answer = done(AgentTask.Kind.INJECT);
        assertThat(answer.kind()).isEqualTo(AgentAnswer.Kind.REFUSED);
        assertThat(answer.refusal()).isEqualTo(Refusal.LEASE_LOST);
        assertThat(inForce).isEmpty();
        assertThat(holdings.size()).isZero();
    }

    /** A drain goes on evicting pods for as long as it lasts, though its node was given back already. */
    @Test
    void whatTakesLongIsInterruptedWhenItIsToBeTakenAway() throws Exception {
        CountDownLatch underway = new CountDownLatch(1);
        meanwhile = () -> {
            inForce.add(UNDO);
            underway.countDown();
            TimeUnit.MINUTES.sleep(1);
        };
        CompletableFuture<AgentAnswer> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(done(AgentTask.Kind.INJECT));
            } catch (InterruptedException e) {
                answer.completeExceptionally(e);
            }
        });
        underway.await();
        assertThat(revert().kind()).isEqualTo(AgentAnswer.Kind.DONE);
        assertThat(answer.get(5, TimeUnit.SECONDS).refusal()).isEqualTo(Refusal.LEASE_LOST);
        assertThat(inForce).isEmpty();
        assertThat(holdings.size()).isZero();
    }

    @Test
    void aStrokeThatIsOverAtOnceMayTakeItsTimeAndIsNotHeldAfterwards() throws Exception {
        assertThat(struck(Duration.ofSeconds(20), Duration.ZERO)).isEqualTo("DONE");
        assertThat(struck(Duration.ofSeconds(20), Duration.ofSeconds(5))).isEqualTo("DONE");
        assertThat(holdings.size()).isZero();
    }

    /** A container that is given time to end may take most of its fault's. */
    @Test
    void aStrokeMayTakeAsLongAsItsFaultLasts() throws Exception {
        assertThat(struck(Duration.ofSeconds(50), Duration.ofMinutes(5))).isEqualTo("DONE");
        assertThat(holdings.size()).isZero();
    }

    private String struck(Duration takes, Duration longest) throws InterruptedException {
        meanwhile = () -> {
            passed.addAndGet(takes.toNanos());
            holdings.look();
            TimeUnit.MILLISECONDS.sleep(20);
        };
        holdings.heard();
        AgentTask stroke = new AgentTask(AgentTask.Kind.INJECT, Fault.of("asked", new PodDelete(
                PodTarget.labelled("shop", "app=cart"), false, null), Duration.ZERO, List.of()), null, null, "",
                UNDOS.write(UNDO.at(null)), longest, null);
        return work.done(Wire.mapper().valueToTree(stroke)).path("kind").asString();
    }

    @Test
    void whatItsInjectorProtectsIsProtectedHere() throws Exception {
        ClusterProtection told = new ClusterProtection(Set.of("payments"), Set.of("db.faultline"));
        work.done(task(AgentTask.Kind.INJECT, told));
        work.done(task(AgentTask.Kind.INJECT, null));
        assertThat(protections).containsExactly(told, new ClusterProtection(Set.of("kube-system"), Set.of()));
    }

    @Test
    void whatNobodyWaitedForDoesNotStay() throws Exception {
        done(AgentTask.Kind.INJECT);
        work.unwanted(task(AgentTask.Kind.INJECT));
        assertThat(inForce).isEmpty();
    }

    private AgentAnswer revert() {
        try {
            return done(AgentTask.Kind.REVERT);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private AgentAnswer done(AgentTask.Kind kind) throws InterruptedException {
        return Wire.mapper().treeToValue(work.done(task(kind)), AgentAnswer.class);
    }

    private static JsonNode task(AgentTask.Kind kind) {
        return task(kind, null);
    }

    private static JsonNode task(AgentTask.Kind kind, @Nullable ClusterProtection protection) {
        boolean reverts = kind == AgentTask.Kind.REVERT;
        Fault fault = Fault.of("asked", new NodeCordon(NodeTarget.named("node-1")), Duration.ofMinutes(1),
                List.of());
        return Wire.mapper().valueToTree(new AgentTask(kind, reverts ? null : fault, null, protection, "",
                UNDOS.write(UNDO.at(null)), Duration.ofMinutes(1), null));
    }

    /** What shows a cluster; faults do not ask it here. */
    private static final class Unseen implements ClusterReach {
        @Override
        public ClusterViews views() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClusterHand hand() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Marks marks() {
            throw new UnsupportedOperationException();
        }

        @Override
        public MarkedObjects marked() {
            throw new UnsupportedOperationException();
        }
    }

    /** A cluster in which it takes a moment until a fault is there. */
    private final class Cluster implements Clusters {
        @Override
        public Driver<?> driver(ClusterFault fault, @Nullable Infrastructure where, @Nullable PodSettings pods) {
            return new Driver<ClusterUndo>() {
                @Override
                public Plan<ClusterUndo> plan(String mark) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public void inject(ClusterUndo undo, Duration longest) throws InterruptedException {
                    meanwhile.happens();
                    inForce.add(undo);
                }
            };
        }

        @Override
        public void revert(ClusterUndo undo) {
            inForce.remove(undo);
        }
    }
}
