package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.List;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.faultline.contracts.fault.PartitionDirection;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
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
    void letsThroughWhomAndWhatItNames() throws Exception {
        Driver<Reconnect> driver = rig.driver(new PodNetworkPartition(
                PodTarget.labelled(namespace.name(), "app=cart"), PartitionDirection.INGRESS, List.of("10.0.0.7"), null,
                null, "app=db,tier notin (front)", "team=", List.of("80", "53/udp")));
        Plan<Reconnect> plan = driver.plan("faultline-mark");
        assertThat(plan.hits().getFirst().deed()).contains(
                ", letting through pods app=db,tier notin (front); namespaces team=; ports 80, 53/udp alone");
        Reconnect undo = plan.hits().getFirst().undo();
        driver.inject(undo, MINUTE);
        assertThat(policies()).singleElement().satisfies(policy -> {
            assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress");
            NetworkPolicyIngressRule rule = policy.getSpec().getIngress().getFirst();
            assertThat(policy.getSpec().getIngress()).hasSize(1);
            assertThat(rule.getPorts()).extracting(each -> each.getProtocol() + " " + each.getPort().getIntVal())
                    .containsExactly("TCP 80", "UDP 53");
            assertThat(rule.getFrom()).hasSize(4);
            assertThat(rule.getFrom().getFirst().getNamespaceSelector().getMatchExpressions()).singleElement()
                    .satisfies(each -> assertThat(each.getValues()).containsExactly(""));
            assertThat(rule.getFrom().get(1).getPodSelector().getMatchExpressions())
                    .extracting(each -> each.getKey() + " " + each.getOperator())
                    .containsExactly("app In", "tier NotIn");
            assertThat(rule.getFrom().get(2).getIpBlock().getExcept()).containsExactly("10.0.0.7/32");
        });
        mender().revert(undo);
    }

    @Test
    void onePodOfSeveralIsLabelledForItsPolicyAndUnlabelledAfterwards() throws Exception {
        Driver<Reconnect> driver = driver(one(), List.of(), List.of());
        Reconnect undo = driver.plan("faultline-mark").hits().getFirst().undo();
        driver.inject(undo, MINUTE);
        assertThat(selected(undo)).containsExactly(undo.pod());
        assertThat(policies().getFirst().getSpec().getPodSelector().getMatchLabels())
                .containsValue(undo.policy()).allSatisfy((key, _) -> assertThat(key).startsWith(Policies.LABEL));
        mender().revert(undo);
        assertThat(selected(undo)).isEmpty();
        assertThat(policies()).isEmpty();
        assertThat(namespace.pods("cart")).allSatisfy(pod -> assertThat(pod.getMetadata().getLabels())
                .containsOnlyKeys("app", "pod-template-hash"));
    }

    private static List<String> selected(Reconnect undo) {
        return namespace.client().pods().inNamespace(namespace.name()).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getLabels().containsValue(undo.policy()))
                .map(pod -> pod.getMetadata().getName()).toList();
    }

    private static PodNetworkPartition from(PartitionDirection direction) {
        return new PodNetworkPartition(PodTarget.labelled(namespace.name(), "app=cart"), direction,
                List.of("10.0.0.7"), List.of(), List.of());
    }

    /** Two allow-lists of one pod add up to everything. */
    @Test
    void ofTwoPartitionsOfOnePodTheSecondIsRefusedUnlessItGoesTheOtherWay() throws Exception {
        Driver<Reconnect> first = rig.driver(from(PartitionDirection.INGRESS));
        Reconnect undo = first.plan("faultline-first").hits().getFirst().undo();
        first.inject(undo, MINUTE);
        Driver<Reconnect> second = rig.driver(from(PartitionDirection.ALL));
        assertThatThrownBy(() -> second.plan("faultline-second"))
                .hasMessageContaining("cut off by another partition already (network policy " + undo.policy());
        assertThat(rig.driver(from(PartitionDirection.EGRESS)).plan("faultline-second").hits()).hasSize(2);
        mender().revert(undo);
        assertThat(second.plan("faultline-second").hits()).hasSize(2);
    }

    @Test
    void twoOfOnePodKeepEachTheirOwnLabel() throws Exception {
        Driver<Reconnect> in = rig.driver(new PodNetworkPartition(one(named()), PartitionDirection.INGRESS, List.of(),
                List.of(), List.of()));
        Driver<Reconnect> out = rig.driver(new PodNetworkPartition(one(named()), PartitionDirection.EGRESS, List.of(),
                List.of(), List.of()));
        Reconnect first = in.plan("faultline-in").hits().getFirst().undo();
        in.inject(first, MINUTE);
        Reconnect second = out.plan("faultline-out").hits().getFirst().undo();
        out.inject(second, MINUTE);
        mender().revert(second);
        assertThat(selected(first)).containsExactly(first.pod());
        mender().revert(first);
        assertThat(selected(first)).isEmpty();
        assertThat(policies()).isEmpty();
    }

    private static String named() {
        return namespace.pods("cart").getFirst().getMetadata().getName();
    }

    private static PodTarget one(String name) {
        return new PodTarget(namespace.name(), null, List.of(name), null, null, null, null, null, null, null, null,
                false);
    }

    @Test
    void whatAnotherPolicyLetsThroughIsSaidInThePlan() throws Exception {
        namespace.client().network().v1().networkPolicies().resource(new NetworkPolicyBuilder().withNewMetadata()
                .withName("let-all-in").withNamespace(namespace.name()).endMetadata().withNewSpec()
                .withNewPodSelector().addToMatchLabels("app", "cart").endPodSelector().addNewIngress().endIngress()
                .endSpec().build()).create();
        try {
            assertThat(driver().plan("faultline-mark").hits()).allSatisfy(hit -> assertThat(hit.deed())
                    .endsWith("network policy let-all-in selects it too: what that lets through stays let through"));
        } finally {
            namespace.client().network().v1().networkPolicies().inNamespace(namespace.name()).withName("let-all-in")
                    .delete();
        }
    }

    @Test
    void aNameOfTwoWordsIsTakenForOneOfTheWorldWhereItsNamespaceIsNotOurs() throws Exception {
        Infrastructure narrow = new Infrastructure("narrow", null, InfrastructureKind.CONNECTOR,
                namespace.kubeconfig().toString(), null, namespace.name());
        PodNetworkPartition spec = new PodNetworkPartition(PodTarget.labelled(namespace.name(), "app=cart"),
                PartitionDirection.EGRESS, List.of(), List.of("faultline.invalid"), List.of());
        Driver<?> driver = rig.catalogue().driver(spec, narrow, null);
        Reconnect undo = (Reconnect) driver.plan("faultline-mark").hits().getFirst().undo();
        assertThatThrownBy(() -> rig.reach().hand().cutOff(undo, spec, MINUTE))
                .hasMessageContaining("the name faultline.invalid cannot be resolved from here");
        assertThat(policies()).isEmpty();
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
