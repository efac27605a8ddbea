package io.faultline.experiment.infrastructure;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.Complaints;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.fault.Privileges;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class InfrastructureSpecTest {
    @Test
    void takesWhatIsRight() {
        assertThat(wrong(Specs.manifest("shop", "pod-delete"))).isEmpty();
        InfrastructureSpec connector = Specs.spec(Map.of("name", "here", "kubeconfig", "/etc/kube/config"));
        assertThat(connector.kind()).isEqualTo(InfrastructureKind.CONNECTOR);
        assertThat(wrong(connector)).isEmpty();
    }

    @Test
    void saysWhatIsWrongAtItsPlace() {
        assertThat(wrong(Specs.spec(Map.of()))).containsExactlyInAnyOrder("", "/server");
        assertThat(wrong(Specs.spec(Map.of("name", "n", "kubeconfig", "relative/config"))))
                .containsExactly("/kubeconfig");
        assertThat(wrong(Specs.spec(Map.of("name", "n", "kind", "CONNECTOR")))).containsExactly("");
        assertThat(wrong(Specs.manifest("shop", "pod-delete", "no-such", "cpu-stress"))).containsExactly("/faults/1",
                "/faults/2");
        assertThat(wrong(Specs.manifest("shop", "toxiproxy"))).as("no agent makes it").containsExactly("/faults/0");
        assertThat(wrong(Specs.spec(Map.of("name", "n", "kubeconfig", "/k", "faults", List.of("toxiproxy")))))
                .isEmpty();
        assertThat(
                wrong(Specs.spec(Map.of("name", "n", "server", "http://a", "namespace", "a", "agentNamespace", "b"))))
                .containsExactly("/agentNamespace");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$(id)", "a b", "A", "-a", "a\nkind: ClusterRole", "\"", "a: b", ""})
    void whatKubernetesDoesNotTakeGetsIntoNoManifest(String word) {
        Map<String, Object> rest = Map.of("name", "n", "server", "https://chaos.example");
        for (Map<String, ?> field : List.of(Map.of("namespace", word), Map.of("agentNamespace", word),
                Map.of("serviceAccount", word))) {
            Map<String, Object> all = new HashMap<>(rest);
            all.putAll(field);
            assertThat(wrong(Specs.spec(all))).as(field.toString()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a", "http://u:p@a", "a", "http://a/b", "http://a?b", "file:///etc", "http://a\nb"})
    void anAddressIsThatOfAServerAndHoldsNoSecret(String address) {
        assertThat(wrong(Specs.spec(Map.of("name", "n", "server", address)))).containsExactly("/server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "https://localhost", "http://LocalHost:8080",
            "http://a.localhost", "http://[::1]:8080", "http://[0:0:0:0:0:0:0:1]", "http://[::ffff:127.0.0.1]",
            "http://0.0.0.0:8080", "http://[::]"})
    void aPodsOwnLoopbackIsNoAddressOfAServer(String address) {
        InfrastructureSpec spec = Specs.spec(Map.of("name", "n", "server", address));
        assertThat(wrong(spec)).as("its form is right").isEmpty();
        assertThat(unreached(spec)).containsExactly("/server");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1:8080", "https://chaos.example", "https://localhost.example",
            "http://[2001:db8::1]:8080", "http://127-0-0-1.example"})
    void whatIsElsewhereMayBeReached(String address) {
        assertThat(unreached(Specs.spec(Map.of("name", "n", "server", address)))).isEmpty();
    }

    @Test
    void faultsOfNodesAreOfNoNamespace() {
        assertThat(wrong(Specs.manifest("shop", "pod-delete", "node-drain", "kubelet-service-kill")))
                .containsExactly("/faults/1", "/faults/2");
        assertThat(wrong(Specs.spec(Map.of("name", "n", "kubeconfig", "/k", "namespace", "shop", "faults",
                List.of("node-cordon"))))).containsExactly("/faults/0");
        assertThat(wrong(Specs.manifest(null, "node-drain"))).isEmpty();
        assertThat(Specs.manifest("shop").enabled()).as("nor are they let happen by default")
                .contains(FaultType.POD_DELETE).noneMatch(Privileges::needsCluster);
        assertThat(Specs.manifest(null).enabled()).contains(FaultType.NODE_DRAIN);
    }

    @Test
    void nothingIsToldOfAtItsPlace() {
        Map<String, Object> fields = Map.of("name", "n", "server", "https://chaos.example", "tags",
                Arrays.asList("eu", null), "faults", Arrays.asList("pod-delete", null), "tolerations",
                Collections.singletonList(null), "nodeSelector", Collections.singletonMap("example.com/disk", null));
        assertThat(wrong(Specs.spec(fields))).containsExactlyInAnyOrder("/tags/1", "/faults/1", "/tolerations/0",
                "/nodeSelector/example.com~1disk");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "helperImage"})
    void anImageIsNamedAsOne(String field) {
        assertThat(wrong(Specs.spec(Map.of("name", "n", "server", "https://a", field, "registry.example/x:1"))))
                .isEmpty();
        assertThat(wrong(Specs.spec(Map.of("name", "n", "server", "https://a", field, "x\"\nkind: Pod"))))
                .containsExactly("/" + field);
    }

    private static List<String> wrong(InfrastructureSpec spec) {
        Complaints complaints = Complaints.collect();
        spec.check(complaints);
        return complaints.found().stream().map(Complaint::pointer).toList();
    }

    private static List<String> unreached(InfrastructureSpec spec) {
        Complaints complaints = Complaints.collect();
        spec.checkReach(complaints);
        return complaints.found().stream().map(Complaint::pointer).toList();
    }
}
