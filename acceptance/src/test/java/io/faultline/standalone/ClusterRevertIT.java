package io.faultline.standalone;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.faultline.testkit.RealCluster;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A cordon whose injector, journal and Kafka are gone: all that is left is the mark on the node. */
class ClusterRevertIT {
    private static final String NODE = "zz-faultline-revert";
    private static final String MARK = """
                                       {"mark":"faultline-x","house":"gone","deadline":"2099-01-01T00:00:00Z","undo":
                                       {"undo":"uncordon","node":"%s","uid":"%s","mark":"faultline-x","before":false}}
                                       """;
    /** The name of the annotation of that mark: the beginning of its SHA-256. */
    private static final String KEY = "373ad3931ecdc5c3";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String NARROW = """
                                         apiVersion: v1
                                         kind: Config
                                         clusters: [{name: c, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
                                         users: [{name: u, user: {token: "%s"}}]
                                         contexts: [{name: x, context: {cluster: c, user: u}}]
                                         current-context: x
                                         """;
    @TempDir
    private Path folder;
    private Path kubeconfig;
    private KubernetesClient client;

    private record Said(int code, String out, String err) {}

    @BeforeEach
    void cordon() {
        kubeconfig = RealCluster.up().kubeconfig();
        client = new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig.toFile())).build();
        client.nodes().withName(NODE).delete();
        String uid = client.nodes().resource(new NodeBuilder().withNewMetadata().withName(NODE).endMetadata()
                .withNewStatus().addNewCondition().withType("Ready").withStatus("True").endCondition().endStatus()
                .build())
                .create().getMetadata().getUid();
        client.nodes().withName(NODE).edit(node -> new NodeBuilder(node).editMetadata()
                .addToLabels("faultline.io/marked", "true")
                .addToAnnotations("faultline.io/fault-" + KEY, MARK.formatted(NODE, uid)).endMetadata().editSpec()
                .withUnschedulable(true).endSpec().build());
    }

    @AfterEach
    void end() {
        if (client != null) {
            client.nodes().withName(NODE).delete();
            client.close();
        }
    }

    @Test
    void listsWhatIsMarkedAndMendsIt() throws Exception {
        Said listed = faultline("revert", "--cluster", "--kubeconfig", kubeconfig.toString());
        assertThat(listed.code).as(listed.err).isZero();
        assertThat(listed.out).contains(KEY, "in force", "node " + NODE, "kubectl uncordon " + NODE);
        assertThat(client.nodes().withName(NODE).get().getSpec().getUnschedulable()).isTrue();

        Said reverted = faultline("revert", "--cluster", "--kubeconfig", kubeconfig.toString(), KEY);
        assertThat(reverted.code).as(reverted.err).isZero();
        assertThat(reverted.out).contains("reverted");
        assertThat(client.nodes().withName(NODE).get().getSpec().getUnschedulable()).isNull();
        assertThat(client.nodes().withName(NODE).get().getMetadata().getAnnotations())
                .doesNotContainKey("faultline.io/fault-" + KEY);
    }

    @Test
    void saysWhyAClusterCannotBeReached() throws Exception {
        Said said = faultline("revert", "--cluster", "--kubeconfig", "/no/such/kubeconfig");
        assertThat(said.code).isEqualTo(1);
        assertThat(said.err).contains("kubeconfig").contains("cannot be read");
    }

    /** Somebody without any rights, and then with those of one namespace. */
    @Test
    void saysWhatItMayNotSeeInsteadOfThatThereIsNothing() throws Exception {
        String home = "faultline-revert";
        client.namespaces().withName(home).delete();
        Awaitility.await().atMost(MINUTE).until(() -> client.namespaces().withName(home).get() == null);
        client.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(home).endMetadata().build())
                .create();
        try {
            Path narrow = Files.writeString(folder.resolve("narrow"), NARROW.formatted(
                    client.getConfiguration().getMasterUrl(), token(home)));
            Said blind = faultline("revert", "--cluster", "--kubeconfig", narrow.toString());
            assertThat(blind.code).isEqualTo(1);
            assertThat(blind.err).contains("not seen: look for marks on nodes: the cluster does not allow it (403)",
                    "not seen: look for marks on pods", "there may be more").doesNotContain("Nothing in this cluster");

            client.rbac().roleBindings().inNamespace(home).resource(new RoleBindingBuilder().withNewMetadata()
                    .withName("view").endMetadata()
                    .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "view").addNewSubject()
                    .withKind("ServiceAccount").withName("default").withNamespace(home).endSubject().build()).create();
            Said seeing = faultline("revert", "--cluster", "--kubeconfig", narrow.toString(), "--namespace", home);
            assertThat(seeing.code).as(seeing.err).isZero();
            assertThat(seeing.err).contains("Nothing in this cluster is marked");
        } finally {
            client.namespaces().withName(home).withGracePeriod(0).delete();
        }
    }

    /** Of its own account, which a cluster of this age keeps in a secret. */
    private String token(String home) {
        return Awaitility.await().atMost(MINUTE).until(() -> client.secrets().inNamespace(home).list().getItems()
                .stream().filter(each -> "kubernetes.io/service-account-token".equals(each.getType()))
                .map(each -> new String(Base64.getDecoder().decode(each.getData().get("token")),
                        StandardCharsets.UTF_8))
                .findFirst(), Optional::isPresent).orElseThrow();
    }

    private static Said faultline(String... words) throws Exception {
        List<String> command = Stream
                .concat(Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC", "-Xmx64m", "--enable-native-access=ALL-UNNAMED", "-cp",
                        System.getProperty("java.class.path"), Main.class.getName()), Stream.of(words))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(Map.of("NO_COLOR", "1", "FAULTLINE_HELPER_NAMESPACE", "faultline-revert"));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), out, err);
    }
}
