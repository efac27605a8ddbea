package io.faultline.experiment.infrastructure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.fault.Privileges;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ManifestTest {
    private static final Manifest.Images IMAGES = new Manifest.Images("docker.io/faultline/agent:1",
            "docker.io/faultline/helper:1");

    @Test
    void theWholeClusterWithEveryFaultLooksLikeThis() throws IOException {
        golden("manifest-cluster.yaml", text(Specs.manifest(null), "token"));
    }

    @Test
    void oneNamespaceWithTwoFaultsLooksLikeThis() throws IOException {
        golden("manifest-namespace.yaml", text(Specs.spec(Map.of("name", "prod", "server", "https://chaos.example",
                "namespace", "shop", "faults", List.of("pod-delete", "deployment-scale"), "nodeSelector",
                Map.of("disk", "ssd", "a/b", "1"), "tolerations",
                List.of(Map.of("key", "chaos", "operator", "Exists", "effect", "NoSchedule")), "replicas", 2)),
                "token"));
    }

    @Test
    void anInfrastructureMayNameItsHelpersImage() {
        InfrastructureSpec named = Specs.spec(Map.of("name", "prod", "server", "https://chaos.example", "helperImage",
                "registry.example/helper:2"));
        assertThat(text(named, null)).contains("registry.example/helper:2").doesNotContain(IMAGES.helper());
        assertThat(text(Specs.manifest(null), null)).contains(IMAGES.helper());
    }

    @Test
    void neverAllowsAnythingByAStarAndIsNeverAnAdministrator() {
        Stream.of(FaultType.values()).forEach(type -> Stream.of(null, "shop").forEach(namespace -> {
            String text = text(Specs.manifest(namespace, type.wireName()), null);
            assertThat(text).doesNotContain("*", "cluster-admin", "escalate", "impersonate", "secrets", "hostPID",
                    "privileged: true", "ports:");
        }));
    }

    @Test
    void allowsNothingThatItsFaultsDoNotNeed() {
        assertThat(verbsOf(Specs.manifest(null, "pod-delete"), "pods")).containsExactlyInAnyOrder("delete", "list",
                "watch");
        assertThat(verbsOf(Specs.manifest(null, "pod-delete"), "nodes")).as("pods are chosen by their nodes' labels")
                .containsExactly("list");
        assertThat(verbsOf(Specs.manifest(null, "pod-cpu-hog"), "nodes")).as("and a node may be gone")
                .containsExactlyInAnyOrder("get", "list");
        assertThat(text(Specs.manifest(null, "pod-delete"), null)).doesNotContain("eviction",
                "networkpolicies", "patch", "attach");
        assertThat(verbsOf(Specs.manifest(null, "deployment-scale"), "pods")).as("its pods may be Faultline's own")
                .containsExactlyInAnyOrder("list", "watch");
        assertThat(text(Specs.manifest(null, "deployment-scale"), null)).doesNotContain("[nodes]");
        assertThat(text(Specs.manifest(null, "node-cordon"), null)).contains("[nodes]").doesNotContain("delete",
                "eviction");
    }

    @Test
    void oneNamespaceHasNoRoleBeyondItAndNoFaultsOfNodes() {
        Manifest manifest = manifest(Specs.manifest("shop"), null);
        assertThat(manifest.text()).doesNotContain("ClusterRole", "[nodes]", "kind: Namespace");
        assertThat(manifest.faults()).isNotEmpty().noneMatch(Privileges::needsCluster);
        Set<FaultType> left = Stream.of(FaultType.values())
                .filter(type -> ClusterFault.class.isAssignableFrom(type.spec()))
                .filter(type -> !manifest.faults().contains(type)).collect(Collectors.toSet());
        assertThat(left).containsExactlyInAnyOrder(FaultType.NODE_CORDON, FaultType.NODE_DRAIN, FaultType.NODE_TAINT,
                FaultType.NODE_CPU_HOG, FaultType.NODE_MEMORY_HOG, FaultType.NODE_IO_STRESS,
                FaultType.KUBELET_SERVICE_KILL);
    }

    @Test
    void everyFaultOfAClusterSaysWhatItNeeds() {
        Stream.of(FaultType.values()).forEach(type -> assertThat(Privileges.of(type).isEmpty()).as(type.wireName())
                .isEqualTo(!ClusterFault.class.isAssignableFrom(type.spec())));
    }

    @Test
    void theTokenStandsInTheSecretOnlyAndNowhereWithoutIt() {
        String with = text(Specs.manifest(null), "canary-token");
        assertThat(with.split("canary-token", -1)).hasSize(2);
        assertThat(text(Specs.manifest(null), null)).doesNotContain("kind: Secret");
        assertThat(manifest(Specs.manifest(null), "canary-token").toString()).doesNotContain("canary-token");
    }

    private static Set<String> verbsOf(InfrastructureSpec spec, String resource) {
        String after = text(spec, null).split("resources: \\[" + resource + "\\]\n *verbs: \\[")[1];
        return Set.of(after.substring(0, after.indexOf(']')).split(", "));
    }

    private static String text(InfrastructureSpec spec, @Nullable String token) {
        return manifest(spec, token).text();
    }

    private static Manifest manifest(InfrastructureSpec spec, @Nullable String token) {
        return new Manifest(Specs.kept(spec), IMAGES, token);
    }

    private static void golden(String name, String text) throws IOException {
        Path file = Path.of("src/test/resources/golden", name);
        if (Boolean.getBoolean("faultline.regenerate")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(text).as("write it anew: mvn -pl experiment-service test -Dtest=ManifestTest"
                + " -DargLine=-Dfaultline.regenerate=true").isEqualTo(Files.readString(file));
    }
}
