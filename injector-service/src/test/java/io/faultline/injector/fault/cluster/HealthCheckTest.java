package io.faultline.injector.fault.cluster;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import io.faultline.contracts.fault.ApplicationTarget;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.SpringBootAssault;
import io.faultline.contracts.fault.SpringBootChaos;
import io.faultline.injector.catalogue.ClusterCatalogue;
import io.faultline.injector.catalogue.OutOfReach;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.application.ApplicationFaults;
import io.faultline.injector.fault.application.ClusterPodDoors;
import io.faultline.injector.fault.application.Reach;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Targets that are checked: refused when they are ill before, and looked at until they are well again after. */
class HealthCheckTest {
    private static final ClusterProtection NOTHING = new ClusterProtection(Set.of(), Set.of());
    private final PaperCluster cluster = new PaperCluster();

    @BeforeEach
    void fill() {
        cluster.pod("shop", "cart", 1, Map.of("app", "cart"));
        cluster.pod("shop", "cart", 2, Map.of("app", "cart"));
        cluster.pod("shop", "till", 3, Map.of("app", "till"));
    }

    private static PodTarget cart(boolean healthCheck) {
        return new PodTarget("shop", "app=cart", List.of(), null, null, null, null, null, null, null, null,
                healthCheck);
    }

    private Stream<Driver<?>> drivers(boolean healthCheck) {
        PodTarget cart = cart(healthCheck);
        return Stream.<ClusterFault>of(new PodDelete(cart, false, null),
                new NodeCordon(new NodeTarget(List.of(), null, cart, null, null)))
                .map(fault -> new ClusterCatalogue(new OnPaper(cluster), NOTHING, new Random(7), OutOfReach.HERE,
                        OutOfReach.HERE).driver(fault, null, null));
    }

    private Driver<?> assault() {
        SpringBootChaos chaos = new SpringBootChaos(new ApplicationTarget(null, cart(true), 8080, null),
                List.of(SpringBootAssault.LATENCY), null, null, null, null, null, null, null, null);
        Reach reach = new Reach(null, new ClusterPodDoors(new OnPaper(cluster), NOTHING, new Random(7), null));
        return new ApplicationFaults(reach, null, null).driver(chaos, null);
    }

    @Test
    void whoIsIllBeforeIsNotHit() {
        cluster.fallsIll("cart-2");
        assertThat(drivers(true)).allSatisfy(each -> assertThatThrownBy(() -> each.plan("m"))
                .isInstanceOf(FaultRefused.class)
                .hasMessage("its targets are not healthy before it begins: pod shop/cart-2 is running, but not ready"));
        assertThatThrownBy(() -> assault().plan("m")).hasMessageContaining("not healthy before it begins");
        assertThat(drivers(false)).allSatisfy(each -> assertThat(each.plan("m").hits()).isNotEmpty());
    }

    @Test
    void whoIsIllAfterwardsIsNamedAndNobodyElse() {
        cluster.fallsIll("till-3");
        assertThat(Stream.concat(drivers(true), Stream.of(assault())))
                .allSatisfy(each -> assertThat(each.ailing()).isEmpty());
        cluster.fallsIll("cart-1");
        assertThat(Stream.concat(drivers(true), Stream.of(assault()))).allSatisfy(each -> assertThat(each.ailing())
                .containsExactly("pod shop/cart-1 is running, but not ready"));
        assertThat(drivers(false)).allSatisfy(each -> assertThat(each.ailing()).isEmpty());
    }

    @Test
    void whoWasDeletedIsWaitedForUntilSomebodyStandsInForHim() throws Exception {
        List<Driver<?>> all = drivers(true).toList();
        for (Driver<?> each : all) {
            each.plan("m");
        }
        PodSeen gone = cluster.pods.removeFirst();
        assertThat(all).allSatisfy(each -> assertThat(each.ailing())
                .containsExactly("only 1 of 2 pods that match are there"));
        cluster.pods.add(gone);
        assertThat(all).allSatisfy(each -> assertThat(each.ailing()).isEmpty());
    }

    private record OnPaper(PaperCluster cluster) implements ClusterReach {
        @Override
        public ClusterViews views() {
            return _ -> cluster;
        }

        @Override
        public ClusterHand hand() {
            return cluster;
        }

        @Override
        public Marks marks() {
            return cluster.marks;
        }

        @Override
        public @Nullable MarkedObjects marked() {
            return null;
        }
    }
}
