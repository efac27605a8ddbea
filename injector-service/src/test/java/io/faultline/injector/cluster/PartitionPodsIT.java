package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.List;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.faultline.contracts.fault.PartitionDirection;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.injector.fault.ApiUndo.Reconnect;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.DriverContract;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Mender;
import io.faultline.injector.fault.Plan;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The network plug-in of the cluster at hand enforces no policies: what is seen here is the policy itself. */
@OnACluster
class PartitionPodsIT extends DriverContract<Reconnect> {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static ClusterNamespace namespace;
    private static ClusterRig rig;

    @BeforeAll
    static void open() {
        namespace = ClusterNamespace.open("faultline-partition");
        rig = new ClusterRig(namespace.kubeconfig());
        namespace.deploy("cart", 2);
    }

    @AfterAll
    static void close() throws Exception {
        if (namespace != null) {
            rig.close();
            namespace.close();
        }
    }

    private static PodTarget one() {
        return new PodTarget(namespace.name(), "app=cart", List.of(), null, null, null, null, null, null, 1, null,
                false);
    }

    private static Driver<Reconnect> driver(PodTarget target, List<String> ips, List<Integer> ports) {
        return rig.driver(new PodNetworkPartition(target, PartitionDirection.ALL, ips, List.of(), ports));
    }

    @Override
    protected Driver<Reconnect> driver() {
        return driver(PodTarget.labelled(namespace.name(), "app=cart,tier notin (db)"), List.of(), List.of());
    }

    @Override
    protected Mender mender() {
        return rig.mender();
    }

    @Override
    protected boolean isInForce() {
        return !policies().isEmpty();
    }

    private static List<NetworkPolicy> policies() {
        return namespace.client().network().v1().networkPolicies().inNamespace(namespace.name()).list().getItems();
    }

    @Test
    void saysThatNothingIsSeenThatEnforcesIt() throws Exception {
        Plan<Reconnect> plan = driver().plan("faultline-mark");
        assertThat(plan.hits()).hasSize(2).allSatisfy(hit -> {
            assertThat(hit.deed()).contains("nothing is seen in this cluster that enforces network policies");
            assertThat(hit.target().detail()).contains("it may have no effect");
        });
    }

    @Test
    void letsNothingThroughToAllPodsTheLabelsSelect() throws Exception {
        Reconnect undo = driver().plan("faultline-mark").hits().getFirst().undo();
        driver().inject(undo, MINUTE);
        assertThat(policies()).singleElement().satisfies(policy -> {
            assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
            assertThat(policy.getSpec().getIngress()).isNullOrEmpty();
            assertThat(policy.getSpec().getEgress()).isNullOrEmpty();
            assertThat(policy.getSpec().getPodSelector().getMatchExpressions())
                    .extracting(each -> each.getKey() + " " + each.getOperator())
                    .containsExactlyInAnyOrder("app.kubernetes.io/part-of NotIn", "app In", "tier NotIn");
        });
        mender().revert(undo);
    }

    @Test
    void letsEveryoneThroughButTheGivenAddresses() throws Exception {
        Driver<Reconnect> driver = driver(one(), List.of("10.0.0.7", "10.1.0.0/16"), List.of());
        Reconnect undo = driver.plan("faultline-mark").hits().getFirst().undo();
        driver.inject(undo, MINUTE);
        assertThat(policies()).singleElement().satisfies(policy -> assertThat(policy.getSpec().getEgress().getFirst()
                .getTo().getFirst().getIpBlock().getExcept()).containsExactly("10.0.0.7/32", "10.1.0.0/16"));
        mender().revert(undo);
    }

    @Test
    void onePodOfSeveralIsLabelledForItsPolicyAndUnlabelledAfterwards() throws Exception {
        Driver<Reconnect> driver = driver(one(), List.of(), List.of());
        Reconnect undo = driver.plan("faultline-mark").hits().getFirst().undo();
        driver.inject(undo, MINUTE);
        assertThat(selected(undo)).containsExactly(undo.pod());
        assertThat(policies().getFirst().getSpec().getPodSelector().getMatchLabels())
                .containsEntry(Policies.LABEL, undo.policy());
        mender().revert(undo);
        assertThat(selected(undo)).isEmpty();
        assertThat(policies()).isEmpty();
        assertThat(namespace.pods("cart")).allSatisfy(pod -> assertThat(pod.getMetadata().getLabels())
                .doesNotContainKeys(Policies.LABEL, "faultline.io/marked"));
    }

    private static List<String> selected(Reconnect undo) {
        return namespace.client().pods().inNamespace(namespace.name()).withLabel(Policies.LABEL, undo.policy()).list()
                .getItems().stream().map(pod -> pod.getMetadata().getName()).toList();
    }

    @Test
    void portsAreRefusedWhereAPolicyCannotSayRanges() throws Exception {
        Driver<Reconnect> driver = driver(one(), List.of(), List.of(80));
        Reconnect undo = driver.plan("faultline-mark").hits().getFirst().undo();
        assertThatThrownBy(() -> driver.inject(undo, MINUTE)).isInstanceOf(FaultRefused.class)
                .hasMessageContaining("know no ranges of ports");
        assertThat(policies()).isEmpty();
    }
}
