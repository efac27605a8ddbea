package io.faultline.injector.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.awaitility.Awaitility;

/** Somebody who may read the pods of a whole cluster, and nothing else; gone with the test. */
public final class PodReader implements AutoCloseable {
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final String READER = "pod-reader";

    private final KubernetesClient admin;
    private final String role;
    private final Path kubeconfig;

    private PodReader(KubernetesClient admin, String role, Path kubeconfig) {
        this.admin = admin;
        this.role = role;
        this.kubeconfig = kubeconfig;
    }

    public static PodReader in(ClusterNamespace home) throws IOException {
        KubernetesClient admin = home.client();
        String role = home.name() + "-" + READER;
        admin.serviceAccounts().inNamespace(home.name()).resource(new ServiceAccountBuilder().withNewMetadata()
                .withName(READER).endMetadata().build()).create();
        admin.rbac().clusterRoles().withName(role).delete();
        admin.rbac().clusterRoleBindings().withName(role).delete();
        admin.rbac().clusterRoles().resource(new ClusterRoleBuilder().withNewMetadata().withName(role).endMetadata()
                .addNewRule().withApiGroups("").withResources("pods").withVerbs("get", "list", "watch").endRule()
                .build()).create();
        admin.rbac().clusterRoleBindings().resource(new ClusterRoleBindingBuilder().withNewMetadata().withName(role)
                .endMetadata().withNewRoleRef(RBAC, "ClusterRole", role).addNewSubject().withKind("ServiceAccount")
                .withName(READER).withNamespace(home.name()).endSubject().build()).create();
        String token = Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> token(admin, home.name()),
                Optional::isPresent).orElseThrow();
        return new PodReader(admin, role, written(admin.getConfiguration(), token));
    }

    private static Optional<String> token(KubernetesClient admin, String home) {
        return admin.secrets().inNamespace(home).list().getItems().stream()
                .filter(each -> "kubernetes.io/service-account-token".equals(each.getType()))
                .filter(each -> READER.equals(each.getMetadata().getAnnotations()
                        .get("kubernetes.io/service-account.name")))
                .map(each -> new String(Base64.getDecoder().decode(each.getData().get("token")),
                        StandardCharsets.UTF_8))
                .findFirst();
    }

    private static Path written(Config admin, String token) throws IOException {
        Path file = Files.createTempDirectory("reader").resolve("kubeconfig");
        Files.writeString(file, """
                                apiVersion: v1
                                kind: Config
                                clusters: [{name: c, cluster: {server: "%s", insecure-skip-tls-verify: true}}]
                                users: [{name: u, user: {token: "%s"}}]
                                contexts: [{name: x, context: {cluster: c, user: u}}]
                                current-context: x
                                """.formatted(admin.getMasterUrl(), token));
        return file;
    }

    public Path kubeconfig() {
        return kubeconfig;
    }

    /** Grants it, or takes it back. */
    void mayWatch(boolean allowed) {
        admin.rbac().clusterRoles().withName(role).edit(found -> {
            found.getRules().getFirst().setVerbs(allowed ? List.of("get", "list", "watch") : List.of("get"));
            return found;
        });
    }

    @Override
    public void close() throws IOException {
        admin.rbac().clusterRoleBindings().withName(role).delete();
        admin.rbac().clusterRoles().withName(role).delete();
        Files.delete(kubeconfig);
    }
}
