package io.faultline.injector.fault.cluster;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.FaultRefused;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What targets come to on two nodes: a cart on both, and on the second one of each other kind. */
class ClusterChoiceTest {
    private final PaperCluster cluster = new PaperCluster();
    private final ClusterChoice choice = cluster.aim().choice();

    @BeforeEach
    void fill() {
        cluster.nodes.clear();
        cluster.nodes.add(PaperCluster.node("east", Map.of("zone", "east", "disk", "ssd")));
        cluster.nodes.add(PaperCluster.node("west", Map.of("zone", "west", "disk", "ssd")));
        cluster.nodes.add(PaperCluster.node("idle", Map.of("zone", "east")));
        run("cart-a", "east", Map.of("chaos", "true"), true, "replicaset/cart-1", "deployment/cart");
        run("cart-b", "west", Map.of(), true, "replicaset/cart-1", "deployment/cart");
        run("base-0", "west", Map.of(), true, "statefulset/base");
        run("logs-x", "west", Map.of(), true, "daemonset/logs");
        run("once-y", "west", Map.of("chaos", "maybe"), true, "job/once");
        run("lone", "west", Map.of(), true);
    }

    private void run(String name, String node, Map<String, String> annotations, boolean ready, String... owners) {
        List<OwnerSeen> of = List.of(owners).stream().map(each -> each.split("/"))
                .map(each -> new OwnerSeen(each[0], each[1])).toList();
        cluster.pods.add(new PodSeen("shop", name, "uid-" + name, node, null, "Running", Map.of("tier", "shop"),
                annotations, List.of(), ready, false, false, of, List.of()));
    }

    /** @param kind and the workload's name, one of which may be missing */
    private static PodTarget target(@Nullable String kind, @Nullable String workload, @Nullable String annotations,
            @Nullable String node, @Nullable String nodeLabels) {
        return new PodTarget("shop", null, List.of(), kind, workload, annotations, node, nodeLabels, null, null, null,
                false);
    }

    private List<String> pods(PodTarget target) throws FaultRefused {
        return choice.pods(target, null).chosen().stream().map(PodSeen::name).toList();
    }

    private List<String> nodes(List<String> names, @Nullable String labels, @Nullable PodTarget ofPods)
            throws FaultRefused {
        return choice.nodes(new NodeTarget(names, labels, ofPods, null, null), null).chosen().stream()
                .map(NodeSeen::name).toList();
    }

    @Test
    void podsAreThoseOnANodeOrOnNodesWithLabels() throws Exception {
        assertThat(pods(target(null, null, null, "east", null))).containsExactly("cart-a");
        assertThat(pods(target("deployment", null, null, "west", null))).containsExactly("cart-b");
        assertThat(pods(target(null, null, null, null, "zone=east"))).containsExactly("cart-a");
        assertThat(pods(target(null, "cart", null, null, "disk=ssd,zone!=east"))).containsExactly("cart-b");
        assertThat(pods(target(null, null, null, "nowhere", null))).isEmpty();
    }

    @Test
    void podsAreThoseOfAKindOfWorkload() throws Exception {
        assertThat(pods(target("deployment", null, null, null, null))).containsExactly("cart-a", "cart-b");
        assertThat(pods(target("replicaset", null, null, null, null))).containsExactly("cart-a", "cart-b");
        assertThat(pods(target("statefulset", null, null, null, null))).containsExactly("base-0");
        assertThat(pods(target("DaemonSet", null, null, null, null))).containsExactly("logs-x");
        assertThat(pods(target("job", null, null, null, null))).containsExactly("once-y");
        assertThat(pods(target("job", "cart", null, null, null))).as("both have to hold of one owner").isEmpty();
    }

    @Test
    void podsAreThoseAnnotatedThemselvesOrByTheirWorkload() throws Exception {
        assertThat(pods(target(null, null, "chaos=true", null, null))).containsExactly("cart-a");
        assertThat(pods(target(null, null, "chaos", null, null))).containsExactly("cart-a", "once-y");
        annotated("deployment", "other");
        annotated("statefulset", "base");
        annotated("daemonset", "logs");
        assertThat(pods(target(null, null, "chaos=true", null, null))).containsExactly("base-0", "cart-a", "logs-x");
        annotated("deployment", "cart");
        assertThat(pods(target("deployment", null, "chaos=true", null, null))).containsExactly("cart-a", "cart-b");
        assertThat(choice.workloads(new WorkloadTarget("shop", "statefulset", null, null, "chaos=true", null, null),
                null).chosen()).extracting(WorkloadSeen::name).containsExactly("base");
    }

    private void annotated(String kind, String name) {
        cluster.workloads.add(new WorkloadSeen(kind, "shop", name, "uid-" + name, Map.of(), Map.of("chaos", "true"), 1,
                1));
    }

    @Test
    void podsAreThoseNamedIfAllOfThemMatch() throws Exception {
        assertThat(pods(named("lone", "base-0"))).containsExactly("base-0", "lone");
        assertThatThrownBy(() -> pods(named("lone", "gone"))).isInstanceOfSatisfying(FaultRefused.class, e -> {
            assertThat(e.refusal()).isEqualTo(Refusal.EMPTY_SELECTION);
            assertThat(e.reason()).contains("named gone");
        });
    }

    private static PodTarget named(String... names) {
        return new PodTarget("shop", null, List.of(names), null, null, null, null, null, null, null, null, false);
    }

    @Test
    void aPercentageIsOfTheMatchesAndAtLeastOne() throws Exception {
        IntStream.range(0, 10).forEach(each -> run("many-" + each, "idle", Map.of(), true, "statefulset/many"));
        assertThat(share("many", 30)).satisfies(chosen -> {
            assertThat(chosen.matched()).isEqualTo(10);
            assertThat(chosen.chosen()).hasSize(3).doesNotHaveDuplicates();
        });
        assertThat(share("many", 1).chosen()).hasSize(1);
        assertThat(share("many", 100).chosen()).hasSize(10);
        assertThat(choice.nodes(new NodeTarget(List.of(), "zone", null, null, 67), null).chosen()).hasSize(2);
    }

    private Chosen<PodSeen> share(String workload, int percent) throws FaultRefused {
        return choice.pods(new PodTarget("shop", null, List.of(), null, workload, null, null, null, null, null,
                percent, false), null);
    }

    @Test
    void whereHealthIsCheckedNoneThatMatchesMayBeUnwell() throws Exception {
        run("cart-c", "idle", Map.of(), false, "replicaset/cart-1", "deployment/cart");
        assertThat(choice.pods(healthy("cart", false), null).matched()).isEqualTo(3);
        assertThatThrownBy(() -> choice.pods(healthy("cart", true), null)).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("not healthy before it begins: pod shop/cart-c is running, but not ready");
        assertThat(choice.pods(healthy("base", true), null).matched()).isEqualTo(1);
    }

    /** One of them is hit, but all are looked at. */
    private static PodTarget healthy(String workload, boolean check) {
        return new PodTarget("shop", null, List.of(), null, workload, null, null, null, null, 1, null, check);
    }

    @Test
    void nodesAreThoseNamedLabelledOrWithPods() throws Exception {
        assertThat(nodes(List.of("west", "idle"), null, null)).containsExactly("idle", "west");
        assertThat(nodes(List.of(), "zone=east", null)).containsExactly("east", "idle");
        assertThat(nodes(List.of(), null, target("statefulset", null, null, null, null))).containsExactly("west");
        assertThat(nodes(List.of(), null, target(null, "cart", null, null, null))).containsExactly("east", "west");
        assertThat(nodes(List.of(), "zone=east", target(null, "cart", null, null, null))).containsExactly("east");
        assertThat(nodes(List.of(), null, target(null, "nobody", null, null, null))).isEmpty();
        assertThatThrownBy(() -> nodes(List.of("east"), "zone=west", null)).isInstanceOf(FaultRefused.class)
                .hasMessage("no node that matches is named east (it is to be one named east, with labels zone=west);"
                        + " see kubectl get nodes --show-labels");
    }
}
