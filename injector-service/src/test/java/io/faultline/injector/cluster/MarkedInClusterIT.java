package io.faultline.injector.cluster;

import java.time.Duration;
import java.util.Map;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import io.faultline.injector.fault.ApiUndo.ScaleBack;
import io.faultline.injector.fault.cluster.Marked;
import io.faultline.injector.fault.cluster.MarkedObject;
import io.faultline.injector.fault.cluster.Marks;
import io.faultline.testkit.RealCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is found of our marks with all rights, in one namespace, and with rights that show less. */
@OnACluster
class MarkedInClusterIT {
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

    private static void mark(ClusterNamespace in) {
        Map<String, String> mark = rig.reach().marks().annotation("faultline-marked",
                new ScaleBack(null, "deployment", in.name(), "d", "u", "faultline-marked", 1, 0),
                Duration.ofMinutes(10));
        in.client().pods().resource(new PodBuilder().withNewMetadata().withName("marked").withNamespace(in.name())
                .addToLabels(Marks.LABEL, Marks.MARKED).withAnnotations(mark).endMetadata().withNewSpec()
                .withNodeName("no-such-node").addNewContainer().withName("main").withImage(RealCluster.BUSYBOX)
                .endContainer().endSpec().build()).create();
    }

    @Test
    void whatIsReachedInOneNamespaceIsLookedForWhereHelpersAreToo() throws Exception {
        Infrastructure narrow = new Infrastructure("narrow", null, InfrastructureKind.CONNECTOR,
                namespace.kubeconfig().toString(), null, namespace.name());
        Marked marked = rig.reach().marked().in(narrow);
        assertThat(marked.objects()).extracting(MarkedObject::path).containsExactlyInAnyOrder(
                namespace.name() + "/marked", helpers.name() + "/marked");
        assertThat(marked.unseen()).isEmpty();
    }

    @Test
    void whatMayNotBeSeenIsSaidWithTheReason() throws Exception {
        try (PodReader reader = PodReader.in(namespace); ClusterRig blind = new ClusterRig(reader.kubeconfig())) {
            Marked marked = blind.reach().marked().in(null);
            assertThat(marked.objects()).extracting(MarkedObject::path).contains(namespace.name() + "/marked");
            assertThat(marked.unseen()).hasSize(4).allMatch(why -> why.contains("does not allow it (403)"))
                    .anyMatch(why -> why.startsWith("look for marks on nodes:"))
                    .anyMatch(why -> why.startsWith("look for marks on network policies:"));
        }
    }
}
