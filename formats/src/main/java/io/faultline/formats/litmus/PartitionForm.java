package io.faultline.formats.litmus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.fault.FaultSpec;
import io.faultline.contracts.fault.PartitionDirection;
import io.faultline.contracts.fault.PodNetworkPartition;
import org.jspecify.annotations.Nullable;

import static io.faultline.formats.litmus.Tunable.of;
import static io.faultline.formats.litmus.Tunable.unneeded;

/**
 * The network policy Litmus makes: for all pods with the labels, its addresses those that are cut off, its selectors and
 * ports those that are let through.
 */
final class PartitionForm {
    private static final String NAME = "pod-network-partition";
    private static final String ALL_PODS = "all pods with the labels are hit";
    private static final Pattern PORT_LISTS = Pattern
            .compile("[\"']?(tcp|udp|sctp)[\"']?\\s*:\\s*\\[([^\\[\\]]*)]");

    private PartitionForm() {}

    static FaultForm form() {
        return FaultForm.of(NAME, NAME, Aim.POD, PartitionForm::partition,
                of("POLICY_TYPES", "all"), of("DESTINATION_IPS", ""), of("DESTINATION_HOSTS", ""),
                new Tunable("PORTS", "", "", Treatment.WORKS,
                        "tcp: [80], udp: [53], sctp: [9]: those that are let through"),
                new Tunable("POD_SELECTOR", "", "", Treatment.WORKS, "pods that are let through"),
                new Tunable("NAMESPACE_SELECTOR", "", "", Treatment.WORKS,
                        "namespaces whose pods are let through"),
                new Tunable("PODS_AFFECTED_PERC", "", "0", Treatment.NOT_NEEDED, ALL_PODS),
                new Tunable("TARGET_PODS", "", "", Treatment.DIFFERENTLY, ALL_PODS
                        + "; without labels those named, where Litmus hits the whole namespace"),
                unneeded("NODE_LABEL", ALL_PODS),
                unneeded("TARGET_CONTAINER", "a pod has one network"));
    }

    private static FaultSpec partition(Tunables env) {
        String direction = env.text("POLICY_TYPES").toUpperCase(Locale.ROOT);
        if (Stream.of(PartitionDirection.values()).noneMatch(each -> each.name().equals(direction))) {
            env.notes().refuse(env.spot("POLICY_TYPES"), "POLICY_TYPES has to be all, ingress or egress");
        }
        if (env.list("DESTINATION_HOSTS").stream().anyMatch(host -> host.contains("|"))) {
            env.notes().refuse(env.spot("DESTINATION_HOSTS"),
                    "DESTINATION_HOSTS of a partition has no ports; name those that are let through by PORTS");
        }
        return new PodNetworkPartition(Targets.allPods(env),
                Stream.of(PartitionDirection.values()).filter(each -> each.name().equals(direction)).findFirst()
                        .orElse(PartitionDirection.ALL),
                env.list("DESTINATION_IPS"), env.list("DESTINATION_HOSTS"), List.of(), selector(env, "POD_SELECTOR"),
                selector(env, "NAMESPACE_SELECTOR"), ports(env));
    }

    /** Labels with commas; one without a value is there with an empty one. */
    private static @Nullable String selector(Tunables env, String name) {
        List<String> labels = env.list(name);
        for (String label : labels) {
            if (!label.matches("[A-Za-z0-9][A-Za-z0-9_./-]*(=[A-Za-z0-9_.-]*)?")) {
                env.notes().refuse(env.spot(name), "%s has to be labels such as app=db,tier=back".formatted(name));
            }
        }
        return labels.isEmpty()
                ? null
                : labels.stream().map(label -> label.contains("=") ? label : label + "=")
                        .collect(Collectors.joining(","));
    }

    /** By protocol: tcp: [80, 443], udp: [53]. */
    private static List<String> ports(Tunables env) {
        List<String> ports = new ArrayList<>();
        Matcher lists = PORT_LISTS.matcher(env.text("PORTS").toLowerCase(Locale.ROOT));
        String rest = lists.replaceAll(list -> {
            Stream.of(list.group(2).split("[,\\s]+")).filter(port -> !port.isEmpty())
                    .forEach(port -> ports.add(list.group(1).equals("tcp") ? port : port + "/" + list.group(1)));
            return "";
        });
        if (!rest.matches("[{},\\s]*") || !ports.stream().allMatch(PartitionForm::isPort)) {
            env.notes().refuse(env.spot("PORTS"),
                    "PORTS has to name ports by protocol, like tcp: [80, 443], udp: [53], sctp: [9]");
            return List.of();
        }
        return ports;
    }

    private static boolean isPort(String text) {
        String number = text.replaceFirst("/.*", "");
        return number.matches("[1-9]\\d{0,4}") && Integer.parseInt(number) <= 65_535;
    }

    static void write(PodNetworkPartition cut, EnvWriting env) {
        env.losses().loseIf(!cut.ports().isEmpty(), "ports", "Litmus is told the ports that are let through");
        env.set("POLICY_TYPES", cut.direction().name().toLowerCase(Locale.ROOT))
                .list("DESTINATION_IPS", cut.destinationIps()).list("DESTINATION_HOSTS", cut.destinationHosts());
        write(cut.allowedPods(), "POD_SELECTOR", "allowedPods", env);
        write(cut.allowedNamespaces(), "NAMESPACE_SELECTOR", "allowedNamespaces", env);
        env.set("PORTS", Stream.of("tcp", "udp", "sctp").map(protocol -> written(protocol, cut.allowedPorts()))
                .filter(each -> !each.isEmpty()).collect(Collectors.joining(", ")));
    }

    private static void write(@Nullable String labels, String name, String field, EnvWriting env) {
        boolean plain = labels == null
                || labels.matches("[^\\s=!,()<>]+=[^\\s=!,()<>]*(,[^\\s=!,()<>]+=[^\\s=!,()<>]*)*");
        env.losses().loseIf(!plain, field, "Litmus takes labels and values alone: app=db,tier=back");
        env.set(name, labels == null || !plain ? "" : labels);
    }

    /** Litmus breaks the text at a comma with a space. */
    private static String written(String protocol, List<String> ports) {
        List<String> numbers = ports.stream().map(port -> port.contains("/") ? port : port + "/tcp")
                .filter(port -> port.endsWith("/" + protocol)).map(port -> port.replaceFirst("/.*", "")).toList();
        return numbers.isEmpty() ? "" : "%s: [%s]".formatted(protocol, String.join(",", numbers));
    }
}
