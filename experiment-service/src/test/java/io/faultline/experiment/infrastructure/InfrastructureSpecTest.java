package io.faultline.experiment.infrastructure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.faultline.contracts.complaint.Complaint;
import io.faultline.contracts.complaint.Complaints;
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
        assertThat(wrong(Specs.spec(Map.of()))).contains("", "").hasSize(2);
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

    private static List<String> wrong(InfrastructureSpec spec) {
        Complaints complaints = Complaints.collect();
        spec.check(complaints);
        return complaints.found().stream().map(Complaint::pointer).toList();
    }
}
