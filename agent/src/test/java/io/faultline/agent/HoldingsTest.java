package io.faultline.agent;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import io.faultline.contracts.experiment.PodSettings;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.ApiUndo;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.NotReverted;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HoldingsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final ClusterUndo ONE = undo("one");
    private static final ClusterUndo TWO = undo("two");

    private final AtomicLong nanos = new AtomicLong();
    private final Queue<ClusterUndo> tried = new ConcurrentLinkedQueue<>();
    private final Queue<ClusterUndo> reverted = new ConcurrentLinkedQueue<>();
    private final Set<ClusterUndo> failing = ConcurrentHashMap.newKeySet();
    private final Set<ClusterUndo> hanging = ConcurrentHashMap.newKeySet();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final Holdings holdings = new Holdings(new Cluster(), nanos::get, PATIENCE);

    @Test
    void whatIsRevertedWhileItIsMadeIsNotHeldAnyMore() throws Exception {
        holdings.hold(ONE, Duration.ofMinutes(1));
        assertThat(holdings.holds(ONE)).isTrue();
        holdings.revert(ONE);
        assertThat(holdings.holds(ONE)).isFalse();
    }

    @Test
    void whatCannotBeRevertedStaysHeldAndIsTriedAgain() throws Exception {
        holdings.hold(ONE, Duration.ZERO);
        failing.add(ONE);
        assertThatThrownBy(() -> holdings.revert(ONE)).isInstanceOf(NotReverted.class);
        assertThat(holdings.size()).isOne();
        failing.clear();
        holdings.heard();
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        holdings.heard();
        holdings.look();
        Awaitility.await().until(() -> holdings.size() == 0);
        assertThat(reverted).containsExactly(ONE);
    }

    @Test
    void oneThatTakesLongToMendKeepsNoOtherWaiting() {
        holdings.hold(ONE, Duration.ofMinutes(1));
        holdings.hold(TWO, Duration.ofMinutes(1));
        hanging.add(ONE);
        nanos.addAndGet(PATIENCE.plusMillis(1).toNanos());
        holdings.look();
        Awaitility.await().until(() -> reverted.contains(TWO));
        assertThat(reverted).doesNotContain(ONE);
        goOn.countDown();
        Awaitility.await().until(() -> reverted.contains(ONE));
    }

    @Test
    void whatIsTakenAwaySinceTheServerIsSilentIsToldUntilItsTimeIsOver() throws Exception {
        CompletableFuture<BooleanSupplier> told = new CompletableFuture<>();
        holdings.whenCutOff((undo, open) -> {
            if (undo.equals(ONE)) {
                told.complete(open);
            }
        });
        holdings.hold(ONE, Duration.ofMinutes(1));
        holdings.made(ONE);
        nanos.addAndGet(PATIENCE.plusMillis(1).toNanos());
        holdings.look();
        BooleanSupplier open = told.get(5, TimeUnit.SECONDS);
        assertThat(reverted).as("before it is told").containsExactly(ONE);
        assertThat(open.getAsBoolean()).isTrue();
        holdings.hold(ONE, Duration.ofMinutes(1));
        holdings.made(ONE);
        assertThat(open.getAsBoolean()).as("it is made again").isFalse();
        holdings.over(ONE);
        assertThat(open.getAsBoolean()).isTrue();
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(open.getAsBoolean()).isFalse();
    }

    @Test
    void whatCouldNotBeTakenAwayOrIsAtItsEndIsNotTold() {
        Queue<ClusterUndo> told = new ConcurrentLinkedQueue<>();
        holdings.whenCutOff((undo, _) -> told.add(undo));
        holdings.hold(ONE, Duration.ofMinutes(1));
        holdings.made(ONE);
        failing.add(ONE);
        nanos.addAndGet(PATIENCE.plusMillis(1).toNanos());
        holdings.look();
        Awaitility.await().until(() -> tried.contains(ONE));
        holdings.heard();
        holdings.hold(TWO, Duration.ZERO);
        holdings.made(TWO);
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        holdings.heard();
        holdings.look();
        Awaitility.await().until(() -> reverted.contains(TWO));
        Awaitility.await().during(Duration.ofMillis(200)).until(told::isEmpty);
    }

    /** The server may hear, though its answers do not come. */
    @Test
    void whoeverHearsOfItKeepsNothingElseFromBeingMended() {
        CountDownLatch heard = new CountDownLatch(1);
        holdings.whenCutOff((_, _) -> {
            try {
                heard.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        holdings.hold(ONE, Duration.ofMinutes(1));
        holdings.made(ONE);
        nanos.addAndGet(PATIENCE.plusMillis(1).toNanos());
        holdings.look();
        Awaitility.await().until(() -> reverted.contains(ONE));
        holdings.hold(ONE, Duration.ofMinutes(1));
        holdings.made(ONE);
        holdings.look();
        Awaitility.await().until(() -> reverted.size() == 2);
        heard.countDown();
    }

    @Test
    void nothingIsHeldByWhoIsCutOff() {
        holdings.hold(ONE, Duration.ofMinutes(1));
        nanos.addAndGet(PATIENCE.plusMillis(1).toNanos());
        assertThat(holdings.holds(ONE)).isFalse();
    }

    @Test
    void whatNobodyWaitsForIsTakenAwayAndTriedAgainIfThatFails() {
        failing.add(ONE);
        holdings.takeAway(ONE, "nobody waits");
        assertThat(holdings.size()).isOne();
        failing.clear();
        nanos.addAndGet(1);
        holdings.look();
        Awaitility.await().until(() -> holdings.size() == 0);
        assertThat(reverted).containsExactly(ONE);
    }

    @Test
    void whoGoesTellsWhatItHasTakenAwayAndNothingElse() {
        holdings.hold(ONE, Duration.ofMinutes(1));
        holdings.made(ONE);
        holdings.hold(TWO, Duration.ofMinutes(1));
        holdings.made(TWO);
        failing.add(ONE);
        assertThat(holdings.mendAll("it has to go")).containsExactly(TWO);
        assertThat(holdings.holds(ONE)).isTrue();
    }

    private static ClusterUndo undo(String node) {
        return new ApiUndo.Uncordon(null, node, "uid", "faultline-" + node, false);
    }

    private final class Cluster implements Clusters {
        @Override
        public Driver<?> driver(ClusterFault fault, @Nullable Infrastructure where, @Nullable PodSettings pods) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void revert(ClusterUndo undo) throws NotReverted {
            tried.add(undo);
            if (failing.contains(undo)) {
                throw new NotReverted("it is away");
            }
            if (hanging.contains(undo)) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new NotReverted("interrupted", e);
                }
            }
            reverted.add(undo);
        }
    }
}
