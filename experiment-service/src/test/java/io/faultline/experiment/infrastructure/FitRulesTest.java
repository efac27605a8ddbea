package io.faultline.experiment.infrastructure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.experiment.BlastRadius;
import io.faultline.contracts.experiment.ExperimentSpec;
import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Stage;
import io.faultline.contracts.fault.ApplicationTarget;
import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.SpringBootAssault;
import io.faultline.contracts.fault.SpringBootChaos;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FitRulesTest {
    private static final String FAULT = "/stages/0/faults/0";

    @Test
    void theFaultsListedBindThoseThatApplicationsInPodsMakeToo() {
        InfrastructureSpec listed = connector("pod-delete");
        assertThat(wrong(listed, deleting("shop"))).isEmpty();
        assertThat(wrong(listed, inPods("shop", null))).containsExactly(FAULT + "/type");
        assertThat(wrong(connector("spring-boot-chaos"), inPods("shop", null))).isEmpty();
        assertThat(wrong(connector("spring-boot-chaos"), deleting("shop"))).containsExactly(FAULT + "/type");
        assertThat(wrong(connector(), inPods("shop", null))).as("nothing listed: all are let happen").isEmpty();
    }

    @Test
    void oneNamespaceBindsThemTooAtThePlaceOfTheirPods() {
        InfrastructureSpec bound = Specs.spec(Map.of("name", "n", "kubeconfig", "/etc/kube/config", "namespace",
                "shop"));
        assertThat(wrong(bound, inPods("shop", null))).isEmpty();
        assertThat(wrong(bound, inPods("bank", "disk=ssd"))).containsExactly(FAULT + "/target/pods/namespace",
                FAULT + "/target/pods/nodeLabels");
        assertThat(wrong(bound, deleting("bank"))).containsExactly(FAULT + "/target/namespace");
    }

    @Test
    void nodesAreInNoNamespaceWhichIsSaidOnceAndTheirFaultsAreNotNamedAsAllowed() {
        InfrastructureSpec bound = Specs.manifest("shop");
        Complaints node = complaints(bound, new NodeCordon(NodeTarget.named("node-1")));
        assertThat(node.found()).singleElement().satisfies(each -> {
            assertThat(each.pointer()).isEqualTo(FAULT + "/target");
            assertThat(each.message()).contains("nodes are in none");
        });
        assertThat(complaints(bound, inPods("shop", null)).found()).singleElement()
                .satisfies(each -> assertThat(each.message()).contains("it allows: ", "pod-delete")
                        .doesNotContain("node-"));
    }

    @Test
    void anAgentMakesNoneOfThem() {
        assertThat(wrong(Specs.manifest(null), inPods("shop", null))).containsExactly(FAULT + "/type");
    }

    @Test
    void whatIsReachedByItsAddressIsNoMatterOfTheCluster() {
        FaultSpec atAddress = chaos(ApplicationTarget.at("http://127.0.0.1:8080/actuator/chaosmonkey"));
        assertThat(wrong(connector("pod-delete"), atAddress)).isEmpty();
    }

    private static InfrastructureSpec connector(String... faults) {
        return Specs.spec(Map.of("name", "n", "kubeconfig", "/etc/kube/config", "faults", List.of(faults)));
    }

    private static FaultSpec deleting(String namespace) {
        return new PodDelete(PodTarget.labelled(namespace, "app=cart"), false, null);
    }

    private static FaultSpec inPods(String namespace, @Nullable String nodeLabels) {
        PodTarget pods = new PodTarget(namespace, "app=cart", List.of(), null, null, null, null, nodeLabels, null, null,
                null, false);
        return chaos(new ApplicationTarget(null, pods, 8080, null));
    }

    private static FaultSpec chaos(ApplicationTarget target) {
        return new SpringBootChaos(target, List.of(SpringBootAssault.LATENCY), null, null, null, null, null, null, null,
                null);
    }

    private static List<String> wrong(InfrastructureSpec infrastructure, FaultSpec fault) {
        return complaints(infrastructure, fault).found().stream().map(Complaint::pointer).toList();
    }

    private static Complaints complaints(InfrastructureSpec infrastructure, FaultSpec fault) {
        Stage stage = Stage.of(Fault.of("f", fault, Duration.ofSeconds(1), List.of()));
        Complaints complaints = Complaints.collect();
        FitRules.check(new ExperimentSpec(null, List.of(stage), null, BlastRadius.UNLIMITED, List.of(), Map.of(),
                Map.of(), null), infrastructure, complaints);
        return complaints;
    }
}
