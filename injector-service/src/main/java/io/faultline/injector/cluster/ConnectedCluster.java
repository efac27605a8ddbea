package io.faultline.injector.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.AnyNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.contracts.infrastructure.Infrastructure;
import io.faultline.injector.fault.Clusters;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.ClusterView;
import io.faultline.injector.fault.cluster.LabelSelector;
import io.faultline.injector.fault.cluster.NodeSeen;
import io.faultline.injector.fault.cluster.PodSeen;
import io.faultline.injector.fault.cluster.PolicySeen;
import io.faultline.injector.fault.cluster.WorkloadSeen;
import org.jspecify.annotations.Nullable;

/** A cluster that a client of ours is connected to. */
final class ConnectedCluster implements ClusterView, AutoCloseable {
    private static final long PAGE = 500;
    private static final int PAGES = 40;
    private static final int FORBIDDEN = 403;
    private static final List<String> ENFORCERS = List.of("calico-node", "canal", "cilium", "weave-net", "antrea-agent",
            "kube-router", "kube-ovn-cni", "ovnkube-node", "anetd", "azure-npm", "romana-agent",
            "aws-network-policy-agent",
            "kube-network-policies");

    private final KubernetesClient client;
    private final String name;
    private final @Nullable String onlyNamespace;
    private final PodIndex index;

    ConnectedCluster(KubernetesClient client, @Nullable Infrastructure where) {
        this.client = client;
        this.name = Clusters.nameOf(where);
        this.onlyNamespace = where == null ? null : where.namespace();
        this.index = new PodIndex(name, client, onlyNamespace, this::podsListed);
    }

    KubernetesClient client() {
        return client;
    }

    PodIndex index() {
        return index;
    }

    @Nullable
    String onlyNamespace() {
        return onlyNamespace;
    }

    @Override
    public List<String> namespaces() throws ClusterTrouble {
        if (onlyNamespace != null) {
            return List.of(onlyNamespace);
        }
        try {
            return all("list namespaces", client.namespaces(), new ListOptions(), each -> each.getMetadata().getName());
        } catch (ClusterTrouble e) {
            if (e.getCause() instanceof ClusterUnreachable refused && refused.code() == FORBIDDEN) {
                return all("list pods", client.pods().inAnyNamespace(), new ListOptions(),
                        each -> each.getMetadata().getNamespace()).stream().distinct().toList();
            }
            throw e;
        }
    }

    @Override
    public List<PodSeen> pods(String namespace) throws ClusterTrouble {
        requireVisible(namespace);
        Optional<List<PodSeen>> known = index.pods(namespace);
        return known.isPresent() ? known.get() : podsListed(namespace);
    }

    private List<PodSeen> podsListed(String namespace) throws ClusterTrouble {
        return all("list pods in " + namespace, client.pods().inNamespace(namespace), new ListOptions(), Seen::pod);
    }

    @Override
    public Optional<PodSeen> pod(String namespace, String pod) throws ClusterTrouble {
        requireVisible(namespace);
        return Requests.ask("read pod %s/%s".formatted(namespace, pod), () -> Optional
                .ofNullable(client.pods().inNamespace(namespace).withName(pod).get()).map(Seen::pod));
    }

    @Override
    public List<PodSeen> podsOn(String node) throws ClusterTrouble {
        requireWhole("pods of a node");
        ListOptions ofNode = new ListOptionsBuilder().withFieldSelector("spec.nodeName=" + node).build();
        String doing = "list pods on node " + node;
        return Requests.ask(doing, () -> client.pods().inAnyNamespace().list(ofNode).getItems().stream()
                .map(Seen::pod).toList());
    }

    @Override
    public List<NodeSeen> nodes(@Nullable LabelSelector labels) throws ClusterTrouble {
        requireWhole("nodes");
        return all("list nodes", client.nodes(), new ListOptions(), Seen::node).stream()
                .filter(node -> labels == null || labels.matches(node.labels())).toList();
    }

    @Override
    public List<WorkloadSeen> workloads(String namespace, String kind) throws ClusterTrouble {
        requireVisible(namespace);
        String doing = "list %ss in %s".formatted(kind, namespace);
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "deployment" -> all(doing, client.apps().deployments().inNamespace(namespace), new ListOptions(),
                    Seen::workload);
            case "statefulset" -> all(doing, client.apps().statefulSets().inNamespace(namespace), new ListOptions(),
                    Seen::workload);
            case "daemonset" -> all(doing, client.apps().daemonSets().inNamespace(namespace), new ListOptions(),
                    Seen::workload);
            default -> throw new ClusterTrouble("%s is no kind of workload that is known here".formatted(kind));
        };
    }

    @Override
    public Optional<String> policyEnforcer() throws ClusterTrouble {
        List<DaemonSet> sets = Requests.ask("list daemon sets",
                () -> client.apps().daemonSets().inAnyNamespace().list().getItems());
        return sets.stream().map(set -> set.getMetadata().getName())
                .filter(set -> ENFORCERS.stream().anyMatch(set::contains)).findFirst();
    }

    @Override
    public List<String> behind(String namespace, String service) throws ClusterTrouble {
        requireVisible(namespace);
        return Requests.ask("read endpoints %s/%s".formatted(namespace, service), () -> Optional
                .ofNullable(client.endpoints().inNamespace(namespace).withName(service).get())
                .map(found -> found.getSubsets().stream()
                        .flatMap(subset -> Stream.concat(subset.getAddresses().stream(),
                                subset.getNotReadyAddresses().stream()))
                        .map(each -> each.getIp()).toList())
                .orElse(List.of()));
    }

    @Override
    public List<PolicySeen> policies(String namespace) throws ClusterTrouble {
        requireVisible(namespace);
        return all("list network policies in " + namespace, client.network().v1().networkPolicies()
                .inNamespace(namespace), new ListOptions(), Seen::policy);
    }

    @Override
    public boolean sees(String namespace) {
        return onlyNamespace == null || onlyNamespace.equals(namespace);
    }

    /** In pages, so that no answer is too large for anybody; and never without end. */
    private static <T extends HasMetadata, L extends KubernetesResourceList<T>, R extends Resource<T>, S> List<S> all(
            String doing, AnyNamespaceOperation<T, L, R> kind, ListOptions options, Function<? super T, S> seen)
            throws ClusterTrouble {
        List<S> found = new ArrayList<>();
        options.setLimit(PAGE);
        for (int page = 0; page < PAGES; page++) {
            L listed = Requests.ask(doing, () -> kind.list(options));
            listed.getItems().forEach(each -> found.add(seen.apply(each)));
            options.setContinue(listed.getMetadata().getContinue());
            if (options.getContinue() == null || options.getContinue().isEmpty()) {
                return found;
            }
        }
        throw new ClusterTrouble("%s: there are more than %d; nobody could tell what would be hit".formatted(doing,
                PAGE * PAGES));
    }

    private void requireVisible(String namespace) throws ClusterTrouble {
        if (!sees(namespace)) {
            throw new ClusterTrouble("infrastructure %s is connected for namespace %s only, and sees nothing of %s"
                    .formatted(name, onlyNamespace, namespace));
        }
    }

    private void requireWhole(String what) throws ClusterTrouble {
        if (onlyNamespace != null) {
            throw new ClusterTrouble("infrastructure %s is connected for namespace %s only, and sees no %s"
                    .formatted(name, onlyNamespace, what));
        }
    }

    @Override
    public void close() {
        index.close();
    }
}
