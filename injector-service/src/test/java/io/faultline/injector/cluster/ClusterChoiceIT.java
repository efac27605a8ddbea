package io.faultline.injector.cluster;

import java.util.List;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.cluster.Chosen;
import io.faultline.injector.fault.cluster.ClusterChoice;
import io.faultline.injector.fault.cluster.PodSeen;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which pods of a real cluster a target comes to: two deployments, one of which says it may be broken, and Faultline's own. */
@OnACluster
class ClusterChoiceIT {
    private static ClusterNamespace namespace;
    private static ClusterRig rig;

    @BeforeAll
    static void open() {
        namespace = ClusterNamespace.open("faultline-choice");
        rig = new ClusterRig(namespace.kubeconfig());
        namespace.deploy("cart", 3);
        namespace.client().apps().deployments().resource(new DeploymentBuilder(namespace.deployment("till", 1))
                .editMetadata().addToAnnotations("chaos", "true").endMetadata().build()).create();
        namespace.client().apps().deployments().resource(new DeploymentBuilder(namespace.deployment("own", 1))
                .editSpec().editTemplate().editMetadata().addToLabels("app.kubernetes.io/part-of", "faultline")
                .endMetadata().endTemplate().endSpec().build()).create();
        namespace.awaitReady("till", 1);
        namespace.awaitReady("own", 1);
    }

    @AfterAll
    static void close() throws Exception {
        if (namespace != null) {
            rig.close();
            namespace.close();
        }
    }

    private static PodTarget target(@Nullable String labels, List<String> names, @Nullable String kind,
            @Nullable String workload, @Nullable String annotations, @Nullable Integer count) {
        return new PodTarget(namespace.name(), labels, names, kind, workload, annotations, null, null, null, count,
                null, false);
    }

    private static Chosen<PodSeen> chosen(PodTarget target) throws FaultRefused {
        ClusterChoice choice = rig.catalogue().choice();
        return choice.pods(target, null);
    }

    private static List<String> apps(Chosen<PodSeen> chosen) {
        return chosen.chosen().stream().map(pod -> pod.labels().get("app")).distinct().toList();
    }

    @Test
    void choosesByLabelsNamesWorkloadsAndAnnotationsOfThePodOrItsWorkload() throws Exception {
        assertThat(chosen(target("app in (cart, till),!tier", List.of(), null, null, null, null)).matched())
                .isEqualTo(4);
        assertThat(apps(chosen(target(null, List.of(), "deployment", "till", null, null)))).containsExactly("till");
        assertThat(apps(chosen(target(null, List.of(), null, null, "chaos=true", null)))).containsExactly("till");
        Pod one = namespace.pods("cart").getFirst();
        assertThat(chosen(target(null, List.of(one.getMetadata().getName()), null, null, null, null)).chosen())
                .singleElement().satisfies(pod -> assertThat(pod.uid()).isEqualTo(one.getMetadata().getUid()));
    }

    @Test
    void hitsAsManyAsItIsToldAndNotAlwaysTheSame() throws Exception {
        Awaitility.await().until(() -> {
            Chosen<PodSeen> first = chosen(target("app=cart", List.of(), null, null, null, 1));
            Chosen<PodSeen> second = chosen(target("app=cart", List.of(), null, null, null, 1));
            assertThat(first.matched()).isEqualTo(3);
            assertThat(first.chosen()).hasSize(1);
            return !first.chosen().equals(second.chosen());
        });
    }

    @Test
    void neverMatchesPodsOfFaultlineItselfNorProtectedNamespaces() throws Exception {
        assertThat(chosen(target("app", List.of(), null, null, null, null)).matched()).isEqualTo(4);
        PodTarget system = PodTarget.labelled("kube-system", "app");
        assertThatThrownBy(() -> chosen(system)).isInstanceOfSatisfying(FaultRefused.class,
                e -> assertThat(e.refusal()).isEqualTo(Refusal.PROTECTED_TARGET));
    }

    @Test
    void saysWhichNameIsNotThere() {
        assertThatThrownBy(() -> chosen(target(null, List.of("nobody"), null, null, null, null)))
                .hasMessageContaining("no pod that matches is named nobody");
    }

    @Test
    void anInfrastructureForOneNamespaceSeesNoOther() {
        Infrastructure narrow = new Infrastructure("narrow", null, InfrastructureKind.CONNECTOR,
                namespace.kubeconfig().toString(), null, namespace.name());
        assertThatThrownBy(() -> rig.catalogue().choice().pods(PodTarget.labelled("default", "app"), narrow))
                .hasMessageContaining("for namespace faultline-choice only");
        assertThatThrownBy(() -> rig.catalogue().choice()
                .nodes(NodeTarget.named("node-1"), narrow))
                .hasMessageContaining("sees no nodes");
    }

    @Test
    void answersFromTheIndexOnceItKnowsAndFromTheClusterUntilThen() throws Exception {
        try (ClusterRig fresh = new ClusterRig(namespace.kubeconfig())) {
            PodTarget carts = target("app=cart", List.of(), null, null, null, null);
            assertThat(fresh.catalogue().choice().pods(carts, null).matched()).isEqualTo(3);
            ConnectedCluster cluster = (ConnectedCluster) fresh.connected();
            Awaitility.await().until(() -> cluster.index().isReliable());
            assertThat(fresh.catalogue().choice().pods(carts, null).matched()).isEqualTo(3);
            assertThat(cluster.index().check()).isFalse();
        }
    }
}
