package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.injector.fault.ApiUndo.Reconnect;
import io.faultline.injector.fault.BesideUndo.EndBeside;
import io.faultline.injector.fault.ClusterUndo;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.injector.fault.cluster.Marked;
import io.faultline.injector.fault.cluster.MarkedObject;
import io.faultline.injector.fault.cluster.Marks;
import io.faultline.testkit.RealCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is found of our marks, and believed: with all rights, in one namespace, and with rights that show less. */
@OnACluster
class MarkedInClusterIT {
    private static final String MARK = "faultline-marked";
    private static ClusterNamespace namespace;
    private static ClusterNamespace helpers;
    private static ClusterRig rig;

    @BeforeAll
    static void open() {
        namespace = ClusterNamespace.open("faultline-marked");
        helpers = ClusterNamespace.open(ClusterRig.HELPERS);
        rig = new ClusterRig(namespace.kubeconfig());
        mark(namespace);
        mark(helpers);
    }

    @AfterAll
    static void close() throws Exception {
        if (rig != null) {
            rig.close();
            helpers.close();
            namespace.close();
        }
    }

    /** A helper's pod, a pod that is cut off, and one whose owner writes on it what he would like a helper to do. */
    private static void mark(ClusterNamespace in) {
        Map<String, String> helper = Map.of(ClusterProtection.COMPONENT, ClusterProtection.HELPER);
        pod(in, "helper", helper, uid -> new EndBeside(null, "no-such-node", MARK, "freeze-kubelet pod=", "it"));
        pod(in, "cut-off", Map.of(), uid -> new Reconnect(null, in.name(), "p", MARK, null, "cut-off", uid));
        pod(in, "forged", helper, uid -> new EndBeside(null, "node-1", MARK, "cpu pod=1\nrevert 1 k cpu", "it"));
        pod(in, "copied", Map.of(), uid -> new Reconnect(null, in.name(), "p", MARK, null, "cut-off", uid));
    }

    private static void pod(ClusterNamespace in, String name, Map<String, String> labels,
            Function<String, ClusterUndo> undo) {
        Pod made = in.client().pods().resource(new PodBuilder().withNewMetadata().withName(name)
                .withNamespace(in.name()).addToLabels(labels).addToLabels(Marks.LABEL, Marks.MARKED).endMetadata()
                .withNewSpec().withNodeName("no-such-node").addNewContainer().withName("main")
                .withImage(RealCluster.BUSYBOX).endContainer().endSpec().build()).create();
        Map<String, String> mark = rig.reach().marks().annotation(MARK, undo.apply(made.getMetadata().getUid()),
                Duration.ofMinutes(10));
        in.client().pods().resource(made)
                .edit(pod -> new PodBuilder(pod).editMetadata().addToAnnotations(mark).endMetadata().build());
    }

    @Test
    void whatIsReachedInOneNamespaceIsLookedForWhereHelpersAreToo() throws Exception {
        Infrastructure narrow = new Infrastructure("narrow", null, InfrastructureKind.CONNECTOR,
                namespace.kubeconfig().toString(), null, namespace.name());
        Marked marked = rig.reach().marked().in(narrow);
        assertThat(marked.objects()).extracting(MarkedObject::path).containsExactlyInAnyOrder(
                namespace.name() + "/cut-off", helpers.name() + "/cut-off", helpers.name() + "/helper");
        assertThat(marked.unseen()).isEmpty();
    }

    @Test
    void whatMayNotBeSeenIsSaidWithTheReason() throws Exception {
        try (PodReader reader = PodReader.in(namespace); ClusterRig blind = new ClusterRig(reader.kubeconfig())) {
            Marked marked = blind.reach().marked().in(null);
            assertThat(marked.objects()).extracting(MarkedObject::path).contains(namespace.name() + "/cut-off",
                    helpers.name() + "/helper");
            assertThat(marked.unseen()).hasSize(4).allMatch(why -> why.contains("does not allow it (403)"))
                    .anyMatch(why -> why.startsWith("look for marks on nodes:"))
                    .anyMatch(why -> why.startsWith("look for marks on network policies:"));
        }
    }
}
