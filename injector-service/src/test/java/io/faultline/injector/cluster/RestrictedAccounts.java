package io.faultline.injector.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.contracts.fault.Privilege;
import io.faultline.contracts.fault.Privilege.Place;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.contracts.infrastructure.InfrastructureKind;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Accounts of the real cluster that may do what is said and nothing else, as the manifest of an infrastructure makes them. */
final class RestrictedAccounts implements AutoCloseable {
    private static final String RBAC = "rbac.authorization.k8s.io";
    private static final String LABEL = "faultline-it-accounts";

    private final KubernetesClient admin;
    private final String home;
    private final String targets;
    private final Path folder;

    /** One of them, and the cluster as it reaches it. */
    record Account(String token, Infrastructure where, Path folder) {}

    /**
     * @param home namespace of the accounts and of helpers
     * @param targets the only namespace of those that are bound to one
     */
    RestrictedAccounts(KubernetesClient admin, String home, String targets, Path folder) {
        this.admin = admin;
        this.home = home;
        this.targets = targets;
        this.folder = folder;
    }

    /** @param bound whether it may do it in one namespace only */
    Account make(String name, List<Privilege> privileges, boolean bound) throws IOException {
        ObjectMeta meta = new ObjectMetaBuilder().withName("faultline-it-" + name).withNamespace(home)
                .addToLabels(LABEL, home).build();
        admin.serviceAccounts().resource(new ServiceAccountBuilder().withMetadata(meta).build()).create();
        Subject subject = new Subject("", "ServiceAccount", meta.getName(), home);
        if (bound) {
            grant(meta, targets, subject, rules(privileges, Place.TARGETS));
        } else {
            grantEverywhere(meta, subject, rules(privileges, Place.TARGETS, Place.CLUSTER, Place.WIDE));
            grant(meta, home, subject, rules(privileges, Place.HOME));
        }
        Awaitility.await(name + " is granted it").pollDelay(Duration.ZERO).until(() -> privileges.stream()
                .filter(each -> !bound || each.place() == Place.TARGETS)
                .allMatch(each -> isGranted(meta.getName(), each)));
        String token = admin.serviceAccounts().inNamespace(home).withName(meta.getName())
                .tokenRequest(new TokenRequestBuilder().withNewSpec().withExpirationSeconds(600L).endSpec().build())
                .getStatus().getToken();
        Path kubeconfig = Files.writeString(folder.resolve(meta.getName()), kubeconfig(token));
        return new Account(token, new Infrastructure(name, null, InfrastructureKind.CONNECTOR, kubeconfig.toString(),
                null, bound ? targets : null), folder);
    }

    private static List<PolicyRule> rules(List<Privilege> privileges, Place... places) {
        return privileges.stream().filter(each -> Arrays.asList(places).contains(each.place()))
                .map(each -> new PolicyRuleBuilder().withApiGroups(each.group()).withResources(each.resource())
                        .withVerbs(each.verbs()).build())
                .toList();
    }

    private void grantEverywhere(ObjectMeta meta, Subject subject, List<PolicyRule> rules) {
        ObjectMeta nowhere = new ObjectMetaBuilder(meta).withNamespace(null).build();
        admin.rbac().clusterRoles().resource(new ClusterRoleBuilder().withMetadata(nowhere).withRules(rules).build())
                .create();
        admin.rbac().clusterRoleBindings().resource(new ClusterRoleBindingBuilder().withMetadata(nowhere)
                .withRoleRef(new RoleRef(RBAC, "ClusterRole", meta.getName())).withSubjects(subject).build()).create();
    }

    private void grant(ObjectMeta meta, String namespace, Subject subject, List<PolicyRule> rules) {
        ObjectMeta there = new ObjectMetaBuilder(meta).withNamespace(namespace).build();
        admin.rbac().roles().resource(new RoleBuilder().withMetadata(there).withRules(rules).build()).create();
        admin.rbac().roleBindings().resource(new RoleBindingBuilder().withMetadata(there)
                .withRoleRef(new RoleRef(RBAC, "Role", meta.getName())).withSubjects(subject).build()).create();
    }

    /** The cluster takes a moment to know its own roles. */
    private boolean isGranted(String account, Privilege what) {
        String namespace = switch (what.place()) {
            case TARGETS -> targets;
            case HOME -> home;
            case CLUSTER, WIDE -> null;
        };
        return what.verbs().stream().allMatch(verb -> isAllowed(account, namespace, what, verb));
    }

    private boolean isAllowed(String account, @Nullable String namespace, Privilege what, String verb) {
        String[] resource = what.resource().split("/");
        SubjectAccessReview review = new SubjectAccessReviewBuilder().withNewSpec()
                .withUser("system:serviceaccount:%s:%s".formatted(home, account)).withNewResourceAttributes()
                .withNamespace(namespace).withGroup(what.group()).withResource(resource[0])
                .withSubresource(resource.length > 1 ? resource[1] : null).withVerb(verb).endResourceAttributes()
                .endSpec().build();
        return Boolean.TRUE.equals(admin.authorization().v1().subjectAccessReview().create(review).getStatus()
                .getAllowed());
    }

    private String kubeconfig(String token) {
        return """
               {"apiVersion":"v1","kind":"Config","current-context":"it",
                "clusters":[{"name":"it","cluster":{"server":"%s","insecure-skip-tls-verify":true}}],
                "users":[{"name":"it","user":{"token":"%s"}}],
                "contexts":[{"name":"it","context":{"cluster":"it","user":"it"}}]}"""
                .formatted(admin.getMasterUrl(), token);
    }

    @Override
    public void close() {
        admin.rbac().clusterRoleBindings().withLabel(LABEL, home).delete();
        admin.rbac().clusterRoles().withLabel(LABEL, home).delete();
    }
}
