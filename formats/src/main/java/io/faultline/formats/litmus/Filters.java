package io.faultline.formats.litmus;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.faultline.contracts.fault.Traffic;
import io.faultline.contracts.fault.TrafficPart;

/** Which traffic of a pod is hit, as Litmus has tc filter it. */
final class Filters {
    private Filters() {}

    /** What is given together are separate filters there, of which one is enough. */
    static Traffic read(Tunables env) {
        List<String> to = portsOf(env, "DESTINATION_PORTS");
        List<String> from = portsOf(env, "SOURCE_PORTS");
        List<TrafficPart> parts = new ArrayList<>();
        if (isOthers(to) || isOthers(from)) {
            List.of("DESTINATION_IPS", "DESTINATION_HOSTS").forEach(name -> leaveOut(env, name, env.list(name)));
            leaveOut(env, "DESTINATION_PORTS", isOthers(to) ? List.of() : to);
            leaveOut(env, "SOURCE_PORTS", isOthers(from) ? List.of() : from);
            parts.add(new TrafficPart(List.of(), List.of(), isOthers(to) ? to : List.of(),
                    isOthers(from) ? from : List.of()));
        } else {
            parts.add(new TrafficPart(plain(env, "DESTINATION_IPS"), plain(env, "DESTINATION_HOSTS"), List.of(),
                    List.of()));
            withPorts(env, "DESTINATION_IPS").forEach((address, ports) -> parts.add(
                    new TrafficPart(List.of(address), List.of(), ports, List.of())));
            withPorts(env, "DESTINATION_HOSTS").forEach((host, ports) -> parts.add(
                    new TrafficPart(List.of(), List.of(host), ports, List.of())));
            parts.add(new TrafficPart(List.of(), List.of(), to, List.of()));
            parts.add(new TrafficPart(List.of(), List.of(), List.of(), from));
            parts.removeIf(TrafficPart::saysNothing);
        }
        TrafficPart first = parts.isEmpty()
                ? new TrafficPart(List.of(), List.of(), List.of(), List.of())
                : parts.removeFirst();
        return new Traffic(env.text("NETWORK_INTERFACE"), first.destinationIps(), first.destinationHosts(),
                first.destinationPorts(), first.sourcePorts(), env.share("CORRELATION", "0"), parts);
    }

    private static List<String> portsOf(Tunables env, String name) {
        List<String> ports = env.list(name);
        if (ports.stream().skip(1).anyMatch(port -> port.startsWith("!"))) {
            env.notes().refuse(env.spot(name),
                    "%s has a ! before a port that is not the first; one before the first is for all of them"
                            .formatted(name));
        }
        return ports;
    }

    private static boolean isOthers(List<String> ports) {
        return !ports.isEmpty() && ports.getFirst().startsWith("!");
    }

    private static void leaveOut(Tunables env, String name, List<String> given) {
        if (!given.isEmpty()) {
            env.notes().ignore(env.spot(name),
                    "%s is left out: with a ! before ports, these alone are looked at, as in Litmus".formatted(name));
        }
    }

    /** Addresses or hosts, whatever their ports. */
    private static List<String> plain(Tunables env, String name) {
        return env.list(name).stream().filter(each -> !each.contains("|")).toList();
    }

    /** Addresses or hosts by ports of their own: host|80|443. */
    private static Map<String, List<String>> withPorts(Tunables env, String name) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        env.list(name).stream().filter(each -> each.contains("|")).map(each -> each.split("\\s*\\|\\s*"))
                .forEach(words -> all.merge(words[0], List.of(words).subList(1, words.length),
                        (some, more) -> Stream.concat(some.stream(), more.stream()).toList()));
        return all;
    }

    static void write(Traffic traffic, EnvWriting env) {
        Losses losses = env.losses().at("traffic");
        BigDecimal whole = traffic.correlation().setScale(0, RoundingMode.CEILING);
        env.set("NETWORK_INTERFACE", traffic.networkInterface()).set("CORRELATION", whole.toPlainString());
        losses.changeIf(whole.compareTo(traffic.correlation()) != 0, "correlation",
                "Litmus takes a whole number: %s is written as %s".formatted(traffic.correlation().toPlainString(),
                        whole.toPlainString()));
        List<TrafficPart> parts = traffic.parts();
        if (parts.size() > 1) {
            losses.loseIf(parts.stream().anyMatch(Filters::hasOthers), "also",
                    "Litmus looks at nothing else beside ports with a !");
        }
        parts.forEach(part -> requireSayable(part, losses));
        List<String> ips = new ArrayList<>();
        List<String> hosts = new ArrayList<>();
        List<String> to = new ArrayList<>();
        List<String> from = new ArrayList<>();
        for (TrafficPart part : parts) {
            String ports = part.destinationPorts().stream().map("|"::concat).reduce("", String::concat);
            part.destinationIps().forEach(each -> ips.add(each + ports));
            part.destinationHosts().forEach(each -> hosts.add(each + ports));
            to.addAll(isAnywhere(part) ? part.destinationPorts() : List.of());
            from.addAll(part.sourcePorts());
        }
        env.list("DESTINATION_IPS", ips).list("DESTINATION_HOSTS", hosts).list("DESTINATION_PORTS", to)
                .list("SOURCE_PORTS", from);
    }

    private static void requireSayable(TrafficPart part, Losses losses) {
        boolean others = hasOthers(part);
        boolean to = !isAnywhere(part) || !part.destinationPorts().isEmpty();
        boolean bothOthers = isOthers(part.destinationPorts()) && isOthers(part.sourcePorts());
        losses.loseIf(others && !isAnywhere(part), "destinationIps",
                "Litmus looks at no addresses beside ports with a !");
        losses.loseIf(to && !part.sourcePorts().isEmpty() && !bothOthers, "sourcePorts",
                "Litmus takes what is given together for separate filters, one of which is enough");
        losses.loseIf(Stream.concat(part.destinationPorts().stream(), part.sourcePorts().stream())
                .anyMatch(port -> port.contains("-")), "destinationPorts", "Litmus knows no ranges of ports");
    }

    private static boolean hasOthers(TrafficPart part) {
        return isOthers(part.destinationPorts()) || isOthers(part.sourcePorts());
    }

    private static boolean isAnywhere(TrafficPart part) {
        return part.destinationIps().isEmpty() && part.destinationHosts().isEmpty();
    }
}
