package io.faultline.injector.fault.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.fault.PartitionDirection;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.ApiUndo.Reconnect;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What several network policies allow adds up: two partitions of one pod would open each other. */
class PartitionRulesTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private final PaperCluster cluster = new PaperCluster();

    @BeforeEach
    void fill() {
        cluster.pod("shop", "cart", 1, Map.of("app", "cart"));
        cluster.pod("shop", "till", 2, Map.of("app", "till"));
    }

    private PartitionPods partition(String labels, @Nullable Integer count, PartitionDirection direction) {
        PodTarget target = new PodTarget("shop", labels, List.of(), null, null, null, null, null, null, count, null,
                false);
        return new PartitionPods(new PodNetworkPartition(target, direction, List.of("10.1.1.1"), List.of(),
                List.of()), cluster.aim());
    }

    private void cutOff(String mark, String labels, @Nullable Integer count, PartitionDirection direction)
            throws Exception {
        PartitionPods driver = partition(labels, count, direction);
        for (Hit<Reconnect> hit : driver.plan(mark).hits()) {
            driver.inject(hit.undo(), MINUTE);
        }
    }

    @Test
    void aPodIsCutOffByOnePartitionAtATime() throws Exception {
        cutOff("first", "app=cart", 1, PartitionDirection.ALL);
        assertThatThrownBy(() -> partition("app=cart", 1, PartitionDirection.EGRESS).plan("second"))
                .isInstanceOfSatisfying(FaultRefused.class,
                        e -> assertThat(e.refusal()).isEqualTo(Refusal.TARGET_LOCKED))
                .hasMessageContaining("pod shop/cart-1 is cut off by another partition already (network policy "
                        + cluster.policies.getFirst().name());
        assertThatThrownBy(() -> partition("app", null, PartitionDirection.ALL).plan("second"))
                .hasMessageContaining("shop/cart-1");
        assertThatCode(() -> partition("app=till", 1, PartitionDirection.ALL).plan("second"))
                .doesNotThrowAnyException();
    }

    @Test
    void thatOfAllPodsWithALabelIsOneToo() throws Exception {
        cutOff("first", "app in (cart,till)", null, PartitionDirection.ALL);
        assertThatThrownBy(() -> partition("app=till", 1, PartitionDirection.ALL).plan("second"))
                .hasMessageContaining("shop/till-2 is cut off by another");
    }

    @Test
    void aCopyOfOneIsItsMakersAndNoneOfOurs() throws Exception {
        cutOff("first", "app=cart", 1, PartitionDirection.ALL);
        PolicySeen ours = cluster.policies.removeFirst();
        cluster.policies.add(new PolicySeen("copied", ours.pods(), true, true, ours.annotations(), ours.made()));
        assertThatCode(() -> partition("app=cart", 1, PartitionDirection.ALL).plan("second"))
                .doesNotThrowAnyException();
    }

    @Test
    void itsOwnIsNoneAndIsMadeTwice() throws Exception {
        cutOff("first", "app=cart", 1, PartitionDirection.ALL);
        assertThatCode(() -> cutOff("first", "app=cart", 1, PartitionDirection.ALL)).doesNotThrowAnyException();
    }

    @Test
    void ofTwoMadeAtTheSameTimeTheOneThatWasNotFirstIsRefused() throws Exception {
        PartitionPods first = partition("app=cart", 1, PartitionDirection.ALL);
        PartitionPods second = partition("app=cart", null, PartitionDirection.ALL);
        Reconnect one = first.plan("first").hits().getFirst().undo();
        Reconnect other = second.plan("second").hits().getFirst().undo();
        first.inject(one, MINUTE);
        assertThatThrownBy(() -> second.inject(other, MINUTE)).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("cut off by another partition");
    }

    @Test
    void whatOthersLetThroughIsSaidBeforehand() throws Exception {
        cluster.policy("let-monitoring-in", "app=cart", Map.of());
        assertThat(partition("app=cart", null, PartitionDirection.ALL).plan("m").hits()).singleElement()
                .satisfies(hit -> assertThat(hit.target().detail()).endsWith(
                        "network policy let-monitoring-in selects it too: what that lets through stays let through"));
        assertThat(partition("app=till", null, PartitionDirection.ALL).plan("m").hits().getFirst().deed())
                .doesNotContain("let-monitoring-in");
        assertThat(partition("app=cart", null, PartitionDirection.EGRESS).plan("m").hits().getFirst().deed())
                .as("it is about what comes in only").doesNotContain("let-monitoring-in");
    }
}
