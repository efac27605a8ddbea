package io.faultline.contracts.fault;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each kind of fault has to be allowed in a cluster, and nothing beyond it: roles, the pages about faults and the
 * checks of a connected cluster all read this one table.
 */
public enum Privileges {
    ;

    private static final String APPS = "apps";
    /** To find pods, by the workloads they are of and by their nodes. */
    private static final List<Privilege> FIND_PODS = List.of(Privilege.targets("", "pods", "list", "watch"),
            Privilege.targets(APPS, "deployments", "list"), Privilege.targets(APPS, "statefulsets", "list"),
            Privilege.targets(APPS, "daemonsets", "list"), Privilege.wide("", "nodes", "list"));
    /** And to leave out those that Faultline's own database or broker runs in. */
    private static final List<Privilege> CHOOSE_PODS = with(FIND_PODS, Privilege.targets("", "endpoints", "get"));
    /** To leave out workloads whose pods Faultline's own database or broker runs in. */
    private static final List<Privilege> CHOOSE_WORKLOADS = List.of(Privilege.targets("", "pods", "list", "watch"),
            Privilege.targets("", "endpoints", "get"));
    private static final List<Privilege> FIND_NODES = List.of(Privilege.cluster("", "nodes", "list"));
    /** To leave alone nodes from which that would drive away what Faultline lives by, or leave it there. */
    private static final List<Privilege> CHOOSE_NODES = with(CHOOSE_PODS, FIND_NODES);
    /** To put a helper beside a target, and to take it away again; where its node is gone, there is nothing to take. */
    private static final List<Privilege> HELPER = List.of(
            Privilege.home("", "pods", "get", "list", "create", "patch", "delete"),
            Privilege.home("", "pods/attach", "get", "create"), Privilege.wide("", "nodes", "get"));

    public static List<Privilege> of(FaultType type) {
        return switch (type) {
            case NO_FAULT, PROCESS_PAUSE, PROCESS_KILL, CPU_STRESS, MEMORY_STRESS, DISK_FILL, NETWORK_LATENCY,
                    NETWORK_BANDWIDTH, NETWORK_RESET, NETWORK_CUT, NETWORK_BLACKHOLE, NETWORK_DOWN, EXTERNAL ->
                List.of();
            case SPRING_BOOT_CHAOS, TOXIPROXY -> List.of();
            case POD_DELETE -> with(CHOOSE_PODS, Privilege.targets("", "pods", "delete"));
            case POD_EVICT -> with(CHOOSE_PODS, Privilege.targets("", "pods/eviction", "create"),
                    Privilege.targets("", "pods", "delete"));
            case POD_AUTOSCALER, DEPLOYMENT_SCALE, DEPLOYMENT_RESTART -> with(CHOOSE_WORKLOADS,
                    Privilege.targets(APPS, "deployments", "list", "get", "patch"),
                    Privilege.targets(APPS, "statefulsets", "list", "get", "patch"));
            case POD_NETWORK_PARTITION -> with(CHOOSE_PODS,
                    Privilege.targets("networking.k8s.io", "networkpolicies", "get", "list", "create", "delete"),
                    Privilege.targets("", "pods", "get", "patch"));
            case NODE_CORDON -> with(with(FIND_PODS, FIND_NODES), Privilege.cluster("", "nodes", "get", "patch"));
            case NODE_TAINT -> with(CHOOSE_NODES, Privilege.cluster("", "nodes", "get", "patch"));
            case NODE_DRAIN -> with(CHOOSE_NODES, Privilege.cluster("", "nodes", "get", "patch"),
                    Privilege.targets("", "pods/eviction", "create"), Privilege.targets("", "pods", "delete"));
            case CONTAINER_KILL, POD_CPU_HOG, POD_MEMORY_HOG, POD_IO_STRESS, POD_DISK_FILL, POD_NETWORK_LATENCY,
                    POD_NETWORK_LOSS, POD_NETWORK_CORRUPTION, POD_NETWORK_DUPLICATION, POD_NETWORK_RATE_LIMIT,
                    POD_HTTP_LATENCY, POD_HTTP_STATUS_CODE, POD_HTTP_MODIFY_HEADER, POD_HTTP_MODIFY_BODY,
                    POD_HTTP_RESET_PEER, POD_DNS_ERROR, POD_DNS_SPOOF ->
                with(CHOOSE_PODS, HELPER);
            case NODE_CPU_HOG, NODE_MEMORY_HOG, NODE_IO_STRESS -> with(with(FIND_PODS, FIND_NODES), HELPER);
            case KUBELET_SERVICE_KILL -> with(CHOOSE_NODES, HELPER);
        };
    }

    /** Whether it hits nodes, which are in no namespace. */
    public static boolean needsCluster(FaultType type) {
        return of(type).stream().anyMatch(each -> each.place() == Privilege.Place.CLUSTER);
    }

    /** All that these kinds need in one place: each resource once, in order. */
    public static List<Privilege> of(Collection<FaultType> types, Privilege.Place place) {
        record Resource(String group, String resource) {}
        Function<Privilege, Resource> resource = each -> new Resource(each.group(), each.resource());
        return types.stream().flatMap(type -> of(type).stream()).filter(each -> each.place() == place)
                .collect(Collectors.groupingBy(resource,
                        () -> new TreeMap<>(Comparator.comparing(Resource::group).thenComparing(Resource::resource)),
                        Collectors.flatMapping(each -> each.verbs().stream(), Collectors.toCollection(TreeSet::new))))
                .entrySet().stream().map(each -> new Privilege(place, each.getKey().group(), each.getKey().resource(),
                        List.copyOf(each.getValue())))
                .toList();
    }

    private static List<Privilege> with(List<Privilege> some, Privilege... more) {
        return with(some, List.of(more));
    }

    private static List<Privilege> with(List<Privilege> some, List<Privilege> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
