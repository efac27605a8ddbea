package io.faultline.injector.cluster;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.faultline.cluster.ClusterUnreachable;
import io.faultline.contracts.fault.PartitionDirection;
import io.faultline.contracts.fault.PodNetworkPartition;
import io.faultline.injector.fault.ApiUndo.Reconnect;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.cluster.ClusterProtection;
import io.faultline.injector.fault.cluster.ClusterTrouble;
import io.faultline.injector.fault.cluster.ClusterView;
import io.faultline.injector.fault.cluster.Marks;

/**
 * Network policies that cut off. A policy can only say what is let through: everyone but those to be cut off, and every
 * port but theirs.
 */
record Policies(KubernetesClient client, ClusterView view) {
    /** Labels of pods that a policy of ours is for begin so: one for each fault, so that none takes another's away. */
    static final String LABEL = "faultline.io/partition-";
    private static final int LAST_PORT = 65_535;
    private static final int RANGES_SINCE = 22;
    private static final int FORBIDDEN = 403;
    private static final List<String> PROTOCOLS = List.of("TCP", "UDP", "SCTP");

    NetworkPolicy cut(Reconnect undo, PodNetworkPartition from, Map<String, String> mark, String label)
            throws ClusterTrouble {
        Set<String> blocked = new LinkedHashSet<>(from.destinationIps());
        for (String host : from.destinationHosts()) {
            blocked.addAll(addresses(host));
        }
        List<Allowed> rules = from.allows() ? allowed(blocked, from) : allowed(blocked, allBut(from.ports()));
        boolean in = from.direction() != PartitionDirection.EGRESS;
        boolean out = from.direction() != PartitionDirection.INGRESS;
        List<String> types = new ArrayList<>();
        List<NetworkPolicyIngressRule> ingress = new ArrayList<>();
        List<NetworkPolicyEgressRule> egress = new ArrayList<>();
        if (in) {
            types.add("Ingress");
            rules.forEach(rule -> ingress.add(new NetworkPolicyIngressRule(rule.peers(), rule.ports())));
        }
        if (out) {
            types.add("Egress");
            rules.forEach(rule -> egress.add(new NetworkPolicyEgressRule(rule.ports(), rule.peers())));
        }
        return new NetworkPolicyBuilder().withNewMetadata().withName(undo.policy()).withNamespace(undo.namespace())
                .withLabels(Map.of(ClusterProtection.PART_OF, ClusterProtection.FAULTLINE, Marks.LABEL, Marks.MARKED))
                .withAnnotations(mark).endMetadata().withNewSpec().withPodSelector(selector(undo, label))
                .withPolicyTypes(types).withIngress(ingress).withEgress(egress).endSpec().build();
    }

    private record Allowed(List<NetworkPolicyPeer> peers, List<NetworkPolicyPort> ports) {}

    /** Nothing at all; everyone but the blocked; every port but the blocked; or the traffic that is either. */
    private static List<Allowed> allowed(Set<String> blocked, List<NetworkPolicyPort> ports) {
        List<Allowed> rules = new ArrayList<>();
        if (!blocked.isEmpty()) {
            rules.add(new Allowed(List.of(everyoneBut("0.0.0.0/0", networks(blocked, false)),
                    everyoneBut("::/0", networks(blocked, true))), List.of()));
        }
        if (!ports.isEmpty()) {
            rules.add(new Allowed(List.of(), ports));
        }
        return rules;
    }

    /** Those named and everyone but the blocked, on the ports named alone. */
    private static List<Allowed> allowed(Set<String> blocked, PodNetworkPartition from) throws ClusterTrouble {
        List<NetworkPolicyPeer> peers = new ArrayList<>();
        if (from.allowedNamespaces() != null) {
            peers.add(new NetworkPolicyPeerBuilder().withNamespaceSelector(new LabelSelectorBuilder()
                    .withMatchExpressions(requirements(from.allowedNamespaces())).build()).build());
        }
        if (from.allowedPods() != null) {
            peers.add(new NetworkPolicyPeerBuilder().withPodSelector(new LabelSelectorBuilder()
                    .withMatchExpressions(requirements(from.allowedPods())).build()).build());
        }
        allowed(blocked, List.of()).forEach(rule -> peers.addAll(rule.peers()));
        return List.of(new Allowed(peers, from.allowedPorts().stream().map(Policies::port).toList()));
    }

    private static NetworkPolicyPort port(String text) {
        String[] words = text.split("/");
        return new NetworkPolicyPortBuilder().withProtocol(words.length > 1 ? words[1].toUpperCase(Locale.ROOT) : "TCP")
                .withPort(new IntOrString(Integer.valueOf(words[0]))).build();
    }

    private static NetworkPolicyPeer everyoneBut(String all, List<String> blocked) {
        return new NetworkPolicyPeerBuilder().withNewIpBlock().withCidr(all).withExcept(blocked).endIpBlock().build();
    }

    private static List<String> networks(Set<String> blocked, boolean six) {
        return blocked.stream().filter(each -> each.contains(":") == six)
                .map(each -> each.contains("/") ? each : each + (six ? "/128" : "/32")).toList();
    }

    /** Ranges between the ports; older clusters would take the first port of each for the whole of it. */
    private List<NetworkPolicyPort> allBut(List<Integer> blocked) throws ClusterTrouble {
        if (blocked.isEmpty()) {
            return List.of();
        }
        requireRanges();
        List<NetworkPolicyPort> allowed = new ArrayList<>();
        int from = 1;
        for (int port : blocked.stream().sorted().distinct().toList()) {
            add(allowed, from, port - 1);
            from = port + 1;
        }
        add(allowed, from, LAST_PORT);
        return allowed;
    }

    private static void add(List<NetworkPolicyPort> allowed, int from, int to) {
        if (from <= to) {
            PROTOCOLS.forEach(protocol -> allowed.add(new NetworkPolicyPortBuilder().withProtocol(protocol)
                    .withPort(new IntOrString(from)).withEndPort(to).build()));
        }
    }

    private void requireRanges() throws ClusterTrouble {
        String minor = Requests.ask("ask for the cluster's version",
                () -> String.valueOf(client.getKubernetesVersion().getMinor()).replaceAll("\\D", ""));
        if (!minor.isEmpty() && Integer.parseInt(minor) < RANGES_SINCE) {
            throw new ClusterTrouble(("this cluster's network policies know no ranges of ports (Kubernetes 1.%s; since"
                    + " 1.%d): leave out ports, and give destinationIps or destinationHosts").formatted(minor,
                            RANGES_SINCE));
        }
    }

    /** A service's name stands for the pods behind it: policies are about their addresses. */
    private Set<String> addresses(String host) throws ClusterTrouble {
        Set<String> found = new LinkedHashSet<>();
        List<String> words = Arrays.asList(host.split("\\."));
        boolean service = words.size() > 2 && words.get(2).equals("svc");
        if (service || words.size() == 2 && view.sees(words.get(1))) {
            found.addAll(behind(words, service));
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                found.add(address.getHostAddress().replaceAll("%.*", ""));
            }
        } catch (UnknownHostException e) {
            if (found.isEmpty()) {
                throw new ClusterTrouble(
                        "the name %s cannot be resolved from here; give its addresses as destinationIps"
                                .formatted(host),
                        e);
            }
        }
        return found;
    }

    /** Two words may as well be a name of the world's: where that namespace is closed to us, it is taken for one. */
    private List<String> behind(List<String> words, boolean certain) throws ClusterTrouble {
        try {
            return view.behind(words.get(1), words.getFirst());
        } catch (ClusterTrouble e) {
            if (!certain && e.getCause() instanceof ClusterUnreachable refused && refused.code() == FORBIDDEN) {
                return List.of();
            }
            throw e;
        }
    }

    /** Never pods of Faultline's own, whatever their other labels. */
    private static LabelSelector selector(Reconnect undo, String label) throws ClusterTrouble {
        if (undo.labels() == null) {
            return new LabelSelectorBuilder().addToMatchLabels(label, undo.policy()).build();
        }
        List<LabelSelectorRequirement> requirements = new ArrayList<>();
        requirements.add(new LabelSelectorRequirement(ClusterProtection.PART_OF, "NotIn",
                List.of(ClusterProtection.FAULTLINE)));
        requirements.addAll(requirements(undo.labels()));
        return new LabelSelectorBuilder().withMatchExpressions(requirements).build();
    }

    private static List<LabelSelectorRequirement> requirements(String labels) throws ClusterTrouble {
        List<LabelSelectorRequirement> requirements = new ArrayList<>();
        for (var each : parsed(labels).requirements()) {
            requirements.add(switch (each.operator()) {
                case IN -> new LabelSelectorRequirement(each.key(), "In", List.copyOf(each.values()));
                case NOT_IN -> new LabelSelectorRequirement(each.key(), "NotIn", List.copyOf(each.values()));
                case PRESENT -> new LabelSelectorRequirement(each.key(), "Exists", List.of());
                case ABSENT -> new LabelSelectorRequirement(each.key(), "DoesNotExist", List.of());
                case MORE, LESS -> throw new ClusterTrouble("a network policy cannot compare: " + labels);
            });
        }
        return requirements;
    }

    private static io.faultline.injector.fault.cluster.LabelSelector parsed(String labels) throws ClusterTrouble {
        try {
            return io.faultline.injector.fault.cluster.LabelSelector.of(labels);
        } catch (FaultRefused e) {
            throw new ClusterTrouble(e.reason(), e);
        }
    }
}
