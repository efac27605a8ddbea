package io.faultline.injector.fault.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.injector.fault.network.Lifelines;
import io.faultline.injector.fault.network.Proxy;

/**
 * What in a cluster is never hit: Faultline's own pods, what it lives by, and the namespaces that keep the cluster.
 *
 * @param namespaces nothing in them is hit
 * @param lifelines host names or addresses of Faultline's database and broker
 */
public record ClusterProtection(Set<String> namespaces, Set<String> lifelines) {
    /** What Faultline's own objects are labelled with. */
    public static final String PART_OF = "app.kubernetes.io/part-of";
    public static final String FAULTLINE = "faultline";
    /** And what pods that make faults next to their targets are labelled with. */
    public static final String COMPONENT = "app.kubernetes.io/component";
    public static final String HELPER = "beside";

    public ClusterProtection {
        namespaces = Set.copyOf(namespaces);
        lifelines = Set.copyOf(lifelines);
    }

    /**
     * With the hosts of Faultline's database and broker that do not lie on this machine.
     *
     * @param home the namespace of the pod this runs in, where a name of one word is a service of that namespace; empty if
     *     it runs in none
     */
    public static ClusterProtection of(Set<String> namespaces, Lifelines lifelines, String home) {
        Set<String> hosts = Stream.of(lifelines.database(), lifelines.broker()).flatMap(Set::stream)
                .map(Proxy.Address::host).filter(host -> !host.equals("localhost") && !host.startsWith("127."))
                .map(host -> home.isEmpty() || host.matches(".*[.:].*") ? host : host + "." + home)
                .collect(Collectors.toSet());
        return new ClusterProtection(namespaces.stream().map(String::strip).filter(each -> !each.isEmpty())
                .collect(Collectors.toSet()), hosts);
    }

    /** What it is, if nothing in this namespace is ever hit. */
    public Optional<String> protectedAs(String namespace) {
        return namespaces.contains(namespace)
                ? Optional
                        .of("namespace %s is never hit; faultline.cluster.protected-namespaces names those that are not"
                                .formatted(namespace))
                : Optional.empty();
    }

    /** Never even matched: it is ours, or going already. */
    static boolean isOutOfQuestion(PodSeen pod) {
        return isOwn(pod.labels()) || pod.ending() || pod.isOver();
    }

    static boolean isOwn(Map<String, String> labels) {
        return FAULTLINE.equals(labels.get(PART_OF));
    }

    /** What it is, if this pod is what Faultline lives by. */
    Optional<String> protectedAs(PodSeen pod, ClusterView view) throws ClusterTrouble {
        for (String host : lifelines) {
            if (host.equals(pod.ip()) || leadsTo(host, pod, view)) {
                return Optional.of("pod %s is never hit: Faultline's own database or broker (%s) runs there"
                        .formatted(pod.path(), host));
            }
        }
        return Optional.empty();
    }

    /** What it is, if this pod stays as it is where all of its node or workload are to go. */
    Optional<String> keptAs(PodSeen pod, ClusterView view) throws ClusterTrouble {
        if (isOwn(pod.labels())) {
            return Optional.of("pod %s is never hit: it is Faultline's own".formatted(pod.path()));
        }
        Optional<String> namespace = protectedAs(pod.namespace());
        return namespace.isPresent() ? namespace : protectedAs(pod, view);
    }

    /**
     * A name that a cluster's DNS gives a service, or a pod behind one: service.namespace,
     * service.namespace.svc.cluster.local, pod.service.namespace.svc.cluster.local.
     */
    private static boolean leadsTo(String host, PodSeen pod, ClusterView view) throws ClusterTrouble {
        List<String> words = List.of(host.split("\\."));
        if (words.size() > 3 && words.get(3).equals("svc")) {
            return words.get(2).equals(pod.namespace()) && words.getFirst().equals(pod.name());
        }
        boolean inCluster = words.size() == 2 || words.size() > 2 && words.get(2).equals("svc");
        return inCluster && words.get(1).equals(pod.namespace()) && pod.ip() != null
                && view.behind(pod.namespace(), words.getFirst()).contains(pod.ip());
    }
}
