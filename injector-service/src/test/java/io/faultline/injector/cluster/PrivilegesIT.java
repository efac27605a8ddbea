package io.faultline.injector.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.policy.v1beta1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.faultline.contracts.fault.ClusterFault;
import io.faultline.contracts.fault.DeploymentRestart;
import io.faultline.contracts.fault.DeploymentScale;
import io.faultline.contracts.fault.FaultType;
import io.faultline.contracts.fault.KubeletServiceKill;
import io.faultline.contracts.fault.NodeCordon;
import io.faultline.contracts.fault.NodeCpuHog;
import io.faultline.contracts.fault.NodeDrain;
import io.faultline.contracts.fault.NodeTaint;
import io.faultline.contracts.fault.NodeTarget;
import io.faultline.contracts.fault.PodAutoscaler;
import io.faultline.contracts.fault.PodCpuHog;
import io.faultline.contracts.fault.PodDelete;
import io.faultline.contracts.fault.PodEvict;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.contracts.fault.PodTarget;
import io.faultline.contracts.fault.Privilege;
import io.faultline.contracts.fault.Privileges;
import io.faultline.contracts.fault.TaintEffect;
import io.faultline.contracts.fault.WorkloadTarget;
import io.faultline.injector.cluster.RestrictedAccounts.Account;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.testkit.RealCluster;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Each fault of clusters is planned, made, swept and mended by an account that may do exactly what the table of privileges
 * says of it: nothing is refused, and nothing is granted that was not used.
 */
@OnACluster
class PrivilegesIT {
    private static final String SPACE = "faultline-privileges";
    private static final String HOME = "faultline-privileges-home";
    private static final String NODE = "zz-faultline-privileges";
    private static final String IMAGE = "docker.io/local/faultline-helper:it";
    /** Asked of newer clusters, which tell who attaches by a web socket from who only reads. */
    private static final Set<String> NEWER = Set.of("home /pods/attach create");
    /** Where marks may be, on whatever. */
    private static final Set<String> LOOKED_FOR = Set.of(" /nodes list", " /pods list", " apps/deployments list",
            " apps/statefulsets list", " networking.k8s.io/networkpolicies list");
    /** Faultline's own database, as it were: none of the pods here is behind it. */
    private static final ClusterProtection PROTECTION = new ClusterProtection(Set.of("kube-system"),
            Set.of("database." + SPACE));

    @TempDir
    private static Path folder;
    private static ClusterNamespace namespace;
    private static RestrictedAccounts accounts;

    @BeforeAll
    static void open() {
        namespace = ClusterNamespace.open(SPACE);
        KubernetesClient admin = admin();
        admin.namespaces().withName(HOME).delete();
        Awaitility.await().until(() -> admin.namespaces().withName(HOME).get() == null);
        admin.namespaces().resource(new NamespaceBuilder().withNewMetadata().withName(HOME).endMetadata().build())
                .create();
        accounts = new RestrictedAccounts(admin, HOME, SPACE, folder);
        accounts.close();
        RealCluster.up().load("helper", IMAGE);
        placeTargets(admin);
        namespace.awaitReady("spread", 1);
        placeNode(admin);
    }

    /** Pods of a daemon set and of a deployment, which no budget lets go, and workloads of no size at all. */
    private static void placeTargets(KubernetesClient admin) {
        admin.apps().deployments().resource(new DeploymentBuilder(namespace.deployment("cart", 1)).editSpec()
                .withTemplate(template("cart")).endSpec().build()).create();
        admin.apps().daemonSets().resource(new DaemonSetBuilder().withNewMetadata().withName("spread")
                .withNamespace(SPACE).endMetadata().withNewSpec().withNewSelector().addToMatchLabels("app", "spread")
                .endSelector().withTemplate(template("spread")).editTemplate().editSpec()
                .addToNodeSelector("kubernetes.io/hostname", "node-1").endSpec().endTemplate().endSpec().build())
                .create();
        admin.apps().deployments().resource(new DeploymentBuilder().withNewMetadata().withName("empty")
                .withNamespace(SPACE).endMetadata().withNewSpec().withReplicas(0).withNewSelector()
                .addToMatchLabels("app", "empty").endSelector().withTemplate(template("empty")).endSpec().build())
                .create();
        admin.apps().statefulSets().resource(new StatefulSetBuilder().withNewMetadata().withName("empty")
                .withNamespace(SPACE).endMetadata().withNewSpec().withReplicas(0).withServiceName("empty")
                .withNewSelector().addToMatchLabels("app", "empty").endSelector().withTemplate(template("empty"))
                .endSpec().build()).create();
        admin.policy().v1beta1().podDisruptionBudget().resource(new PodDisruptionBudgetBuilder().withNewMetadata()
                .withName("all").withNamespace(SPACE).endMetadata().withNewSpec()
                .withMinAvailable(new IntOrString(100)).withNewSelector()
                .addToMatchExpressions(new LabelSelectorRequirement("app", "Exists", List.of()))
                .endSelector().endSpec().build()).create();
    }

    private static PodTemplateSpec template(String app) {
        return new PodTemplateSpecBuilder(namespace.deployment(app, 1).getSpec().getTemplate()).editMetadata()
                .addToAnnotations("team", "shop").endMetadata().editSpec()
                .withTerminationGracePeriodSeconds(0L).endSpec().build();
    }

    /** A node that no kubelet runs, with a pod that is said to run. */
    private static void placeNode(KubernetesClient admin) {
        admin.nodes().withName(NODE).delete();
        admin.nodes().resource(new NodeBuilder().withNewMetadata().withName(NODE)
                .addToLabels("kubernetes.io/os", "linux").endMetadata().withNewStatus().addNewCondition()
                .withType("Ready")
                .withStatus("True").endCondition().endStatus().build()).create();
        admin.pods().resource(new PodBuilder().withNewMetadata().withName("placed").withNamespace(SPACE)
                .addToLabels("app", "placed").addToAnnotations("team", "shop").endMetadata()
                .withSpec(template("placed").getSpec()).editSpec().withNodeName(NODE).addNewToleration()
                .withKey("faultline.io/chaos").withOperator("Exists").withEffect("NoExecute")
                .withTolerationSeconds(3600L).endToleration().endSpec().build()).create();
        admin.pods().inNamespace(SPACE).withName("placed").editStatus(pod -> new PodBuilder(pod).editOrNewStatus()
                .withPhase("Running").withPodIP("192.0.2.7").endStatus().build());
    }

    /** Pods that an earlier one has deleted, replaced, and its helper gone, which an account may see and not delete. */
    @BeforeEach
    void awaitTargetsAlone() {
        NonNamespaceOperation<Pod, PodList, PodResource> helpers = admin().pods().inNamespace(HOME);
        Awaitility.await().ignoreExceptionsMatching(KubernetesClientException.class::isInstance).until(() -> {
            helpers.resources().forEach(helper -> {
                helper.patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
                helper.withGracePeriod(0).delete();
            });
            return helpers.list().getItems().isEmpty();
        });
        namespace.awaitReady("cart", 1);
        namespace.awaitReady("spread", 1);
    }

    @AfterAll
    static void close() {
        if (namespace != null) {
            admin().nodes().withName(NODE).delete();
            admin().pods().inNamespace(SPACE).withName("placed").withGracePeriod(0).delete();
            accounts.close();
            admin().namespaces().withName(HOME).withGracePeriod(0).delete();
            namespace.close();
        }
    }

    private static KubernetesClient admin() {
        return namespace.client();
    }

    /** One of each kind; those beside pods, and those beside nodes, need the same, whatever they do there. */
    static Stream<FaultType> kinds() {
        return Stream.of(FaultType.POD_CPU_HOG, FaultType.NODE_CPU_HOG, FaultType.POD_NETWORK_PARTITION,
                FaultType.DEPLOYMENT_SCALE, FaultType.POD_AUTOSCALER, FaultType.DEPLOYMENT_RESTART,
                FaultType.NODE_CORDON, FaultType.NODE_TAINT, FaultType.NODE_DRAIN, FaultType.POD_EVICT,
                FaultType.POD_DELETE);
    }

    private static List<ClusterFault> faults(FaultType type, boolean bound) {
        PodTarget pods = pods("app in (cart,spread)", bound ? null : "kubernetes.io/os=linux");
        NodeTarget node = new NodeTarget(List.of(NODE), null, pods("app in (placed,spread)", "kubernetes.io/os=linux"),
                null, null);
        return switch (type) {
            case POD_CPU_HOG -> List.of(new PodCpuHog(pods, 1, 1));
            case NODE_CPU_HOG -> List.of(new NodeCpuHog(new NodeTarget(List.of(), null, pods, null, null), 1, 1));
            case POD_NETWORK_PARTITION -> List.of(new PodNetworkPartition(pods, null, null, null, null));
            case DEPLOYMENT_SCALE -> onWorkloads(each -> new DeploymentScale(each, 0));
            case POD_AUTOSCALER -> onWorkloads(each -> new PodAutoscaler(each, 0));
            case DEPLOYMENT_RESTART -> onWorkloads(DeploymentRestart::new);
            case NODE_CORDON -> List.of(new NodeCordon(node));
            case NODE_TAINT -> List.of(new NodeTaint(node, null, null, TaintEffect.NO_EXECUTE));
            case NODE_DRAIN -> List.of(new NodeDrain(node, true, Duration.ZERO));
            case POD_EVICT -> List.of(new PodEvict(pods, true));
            case POD_DELETE -> List.of(new PodDelete(pods, true, null));
            default -> throw new IllegalArgumentException(type.wireName());
        };
    }

    /** One with a pod that might be what Faultline lives by, and one without any. */
    private static List<ClusterFault> onWorkloads(Function<WorkloadTarget, ClusterFault> fault) {
        return Stream.of(new WorkloadTarget(SPACE, "deployment", "cart", null, null, null, null),
                new WorkloadTarget(SPACE, "statefulset", "empty", null, null, null, null)).map(fault).toList();
    }

    /** One of those of a daemon set and of a deployment. */
    private static PodTarget pods(String labels, @Nullable String nodeLabels) {
        return new PodTarget(SPACE, labels, List.of(), null, null, "team=shop", null, nodeLabels, null, 1, null,
                false);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachIsMadeAndMendedWithExactlyWhatItsKindNeeds(FaultType type) throws Exception {
        Account account = accounts.make(type.wireName(), Privileges.of(type), false);
        try (RestrictedRig rig = rig(account)) {
            for (ClusterFault fault : faults(type, false)) {
                rig.makeAndMend(fault);
            }
            awaitWatch(type, account);
        }
        Set<String> used = RecordedRequests.granted(account.token()).stream().map(PrivilegesIT::placed)
                .collect(Collectors.toCollection(TreeSet::new));
        // What is allowed everywhere is so at home, where a helper that is not ready yet is watched.
        used.removeIf(each -> each.startsWith("home ") && granted(type).contains(each.replace("home ", "targets "))
                && !granted(type).contains(each));
        assertThat(used).as("what was used is what was granted").isEqualTo(granted(type));
        assertThat(RecordedRequests.refused(account.token())).as("where nothing may be seen, nothing was marked")
                .isSubsetOf(LOOKED_FOR);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void inOneNamespaceThatIsEnough(FaultType type) throws Exception {
        if (Privileges.needsCluster(type) || type == FaultType.POD_CPU_HOG) {
            return;
        }
        Account account = accounts.make(type.wireName() + "-bound", Privileges.of(type), true);
        try (RestrictedRig rig = rig(account)) {
            for (ClusterFault fault : faults(type, true)) {
                rig.makeAndMend(fault);
            }
        }
    }

    @Test
    void whoIsGrantedNothingDoesNothing() throws Exception {
        Account account = accounts.make("nobody", List.of(), false);
        try (RestrictedRig rig = rig(account)) {
            kinds().flatMap(type -> faults(type, false).stream()).forEach(fault -> assertThatThrownBy(
                    () -> rig.driver(fault).plan("m")).as(fault.toString()).isInstanceOf(FaultRefused.class)
                    .hasMessageContaining("forbidden"));
        }
        assertThat(RecordedRequests.granted(account.token())).isEmpty();
    }

    /** It is frozen elsewhere: whoever does so cannot be heard for a while. Here it is chosen. */
    @Test
    void aKubeletIsChosenWithWhatANodesHogNeedsAndTheEndpointsOfWhatIsNeverHit() throws Exception {
        FaultType type = FaultType.KUBELET_SERVICE_KILL;
        Set<String> needed = new TreeSet<>(granted(FaultType.NODE_CPU_HOG));
        needed.add("targets /endpoints get");
        assertThat(granted(type)).isEqualTo(needed);
        Account account = accounts.make(type.wireName(), Privileges.of(type), false);
        try (RestrictedRig rig = rig(account)) {
            PodTarget pods = pods("app in (cart,spread)", "kubernetes.io/os=linux");
            NodeTarget node = new NodeTarget(List.of(), null, pods, null, null);
            assertThat(rig.driver(new KubeletServiceKill(node)).plan("m").hits()).hasSize(1);
        }
        assertThat(RecordedRequests.granted(account.token())).extracting(PrivilegesIT::placed)
                .contains("targets /endpoints get", "targets /pods list");
        assertThat(RecordedRequests.refused(account.token())).isEmpty();
    }

    @Test
    void everyKindOfFaultNeedsWhatOneOfThoseTriedNeeds() {
        Set<Set<String>> tried = Stream.concat(kinds(), Stream.of(FaultType.KUBELET_SERVICE_KILL))
                .map(PrivilegesIT::granted).collect(Collectors.toSet());
        assertThat(Stream.of(FaultType.values()).filter(type -> ClusterFault.class.isAssignableFrom(type.spec())))
                .isNotEmpty().allSatisfy(type -> assertThat(tried).as(type.wireName()).contains(granted(type)));
    }

    /** As the requests are noted; but for what only newer clusters ask for. */
    private static Set<String> granted(FaultType type) {
        return Privileges.of(type).stream().flatMap(each -> each.verbs().stream()
                .map(verb -> "%s %s/%s %s".formatted(place(each), each.group(), each.resource(), verb)))
                .filter(each -> !NEWER.contains(each)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String place(Privilege privilege) {
        return switch (privilege.place()) {
            case TARGETS -> "targets";
            case HOME -> "home";
            case CLUSTER, WIDE -> "nodes";
        };
    }

    private static String placed(String asked) {
        String place = asked.startsWith(HOME + " ") ? "home" : asked.contains(" /nodes ") ? "nodes" : "targets";
        return place + asked.substring(asked.indexOf(' '));
    }

    private static RestrictedRig rig(Account account) {
        return new RestrictedRig(account, PROTECTION, IMAGE, HOME);
    }

    /** An index of pods begins to watch them a moment after it was first asked. */
    private static void awaitWatch(FaultType type, Account account) {
        if (granted(type).contains("targets /pods watch")) {
            Awaitility.await().until(() -> RecordedRequests.granted(account.token()).contains(" /pods watch"));
        }
    }
}
