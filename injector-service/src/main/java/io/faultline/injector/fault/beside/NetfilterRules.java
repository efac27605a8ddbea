package io.faultline.injector.fault.beside;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What netfilter does in the network of a pod, all of it for all effects at once: input of iptables-restore. Every rule
 * bears the key of its effect.
 */
public final class NetfilterRules {
    /** Sockets of the proxy that delays, and of those behind it, belong to these groups: they are not led back in. */
    public static final int DELAYING = 64_209;
    public static final int ANSWERING = 64_210;

    static final String OUT = "FAULTLINE-OUT";
    static final String IN = "FAULTLINE-IN";
    /** A bit of a packet's mark, beyond those of queues, that it bears from one rule to the next. */
    private static final int MEANT = 1 << 30;

    private NetfilterRules() {}

    /** One of the two worlds of addresses. */
    public enum Family {
        IPV4, IPV6;

        boolean has(String address) {
            return address.contains(":") == (this == IPV6);
        }
    }

    /**
     * @param saved what iptables-save says is there now
     * @param marks which bit of a packet's mark leads to its class of the queue
     * @return empty if nothing is to be done
     */
    public static String script(List<Standing> all, Map<String, Integer> marks, boolean netem, Family family,
            String saved) {
        List<String> mangle = new ArrayList<>();
        List<String> in = new ArrayList<>();
        List<String> out = new ArrayList<>();
        for (Standing each : all) {
            switch (each.effect()) {
                case Effect.Packets packets -> {
                    mangle.addAll(mangle(each, packets, marks, netem, family));
                    if (family == Family.IPV4 && each.doors().containsKey(Standing.DOOR)) {
                        delayed(each, packets.filter(), in, out);
                    }
                }
                case Effect.Http http -> http(each, http, in, out);
                case Effect.Names _ -> names(each, family, out);
                default -> {
                }
            }
        }
        mangle.addAll(classes(marks));
        return table("mangle", Map.of("POSTROUTING", OUT), Map.of(OUT, mangle), saved)
                + table("nat", Map.of("PREROUTING", IN, "OUTPUT", OUT), Map.of(IN, in, OUT, out), saved);
    }

    private static List<String> mangle(Standing each, Effect.Packets packets, Map<String, Integer> marks,
            boolean netem, Family family) {
        List<String> rules = new ArrayList<>();
        Filter filter = packets.filter();
        Integer mark = marks.get(each.key());
        if (mark != null) {
            matches(filter, false, family).forEach(match -> rules.add("-o %s%s%s -j MARK --set-xmark 0x%x/0x%x"
                    .formatted(filter.device(), match, comment(each), mark, mark)));
        }
        if (packets.harm().loss() > 0 && !netem) {
            rules.addAll(lost(each, filter, packets.harm().loss(), family));
        }
        return rules;
    }

    /** Filters may overlap, but a packet tries its luck once: those that any of them means get a mark first. */
    private static List<String> lost(Standing each, Filter filter, double loss, Family family) {
        String luck = loss >= 100
                ? ""
                : " -m statistic --mode random --probability " + String.format(Locale.ROOT, "%.6f", loss / 100);
        List<String> matches = matches(filter, false, family);
        if (filter.also().isEmpty() || luck.isEmpty()) {
            return matches.stream().map(match -> "-o %s%s%s%s -j DROP".formatted(filter.device(), match, luck,
                    comment(each))).toList();
        }
        List<String> rules = new ArrayList<>(matches.stream().map(match -> "-o %s%s%s -j MARK --set-xmark 0x%x/0x%x"
                .formatted(filter.device(), match, comment(each), MEANT, MEANT)).toList());
        rules.add("-m mark --mark 0x%x/0x%x%s%s -j DROP".formatted(MEANT, MEANT, luck, comment(each)));
        rules.add("-m mark --mark 0x%x/0x%x%s -j MARK --set-xmark 0x0/0x%x".formatted(MEANT, MEANT, comment(each),
                MEANT));
        return rules;
    }

    /** Every set of effects has its class. */
    private static List<String> classes(Map<String, Integer> marks) {
        int all = marks.values().stream().reduce(0, (one, other) -> one | other);
        List<String> rules = new ArrayList<>();
        int bits = (int) marks.values().stream().distinct().count();
        for (int set = 1; set < 1 << bits; set++) {
            int value = set << QueueRules.FIRST_BIT;
            rules.add("-m mark --mark 0x%x/0x%x -j CLASSIFY --set-class %s".formatted(value, all,
                    QueueRules.classOf(set)));
        }
        return rules;
    }

    private static void delayed(Standing each, Filter filter, List<String> in, List<String> out) {
        int door = each.doors().getOrDefault(Standing.DOOR, 0);
        for (String match : matches(filter, true, Family.IPV4)) {
            in.add("-i %s%s%s%s -j REDIRECT --to-ports %d".formatted(filter.device(), tcp(match), match, comment(each),
                    door));
        }
        for (String match : matches(filter, false, Family.IPV4)) {
            out.add("-o %s%s%s%s%s -j REDIRECT --to-ports %d".formatted(filter.device(), tcp(match), match, notOurs(),
                    comment(each), door));
        }
    }

    private static String tcp(String match) {
        return match.contains("-p ") ? "" : " -p tcp";
    }

    private static void http(Standing each, Effect.Http http, List<String> in, List<String> out) {
        int door = each.doors().getOrDefault(Standing.DOOR, 0);
        in.add("! -i lo -p tcp --dport %d%s -j REDIRECT --to-ports %d".formatted(http.port(), comment(each), door));
        out.addFirst(
                "-p tcp --dport %d -m addrtype --dst-type LOCAL -m owner --gid-owner %d%s -j REDIRECT --to-ports %d"
                        .formatted(http.port(), DELAYING, comment(each), door));
    }

    private static void names(Standing each, Family family, List<String> out) {
        each.doors().forEach((server, door) -> {
            if (family.has(server)) {
                List.of("udp", "tcp").forEach(way -> out.addFirst("-d %s -p %s --dport 53%s%s -j REDIRECT --to-ports %d"
                        .formatted(server, way, notOurs(), comment(each), door)));
            }
        });
    }

    private static String notOurs() {
        return " -m owner ! --gid-owner %d -m owner ! --gid-owner %d".formatted(DELAYING, ANSWERING);
    }

    private static String comment(Standing each) {
        String key = each.key();
        return " -m comment --comment " + key.substring(0, Math.min(key.length(), 200));
    }

    /**
     * What is asked of packets, of which one is enough; for each filter, address and protocol.
     *
     * @param towards seen from the other side: of connections that come in, whose answers pass the filter
     */
    static List<String> matches(Filter filter, boolean towards, Family family) {
        return Stream.concat(Stream.of(filter), filter.also().stream())
                .flatMap(each -> matchesOfOne(each, towards, family).stream()).toList();
    }

    private static List<String> matchesOfOne(Filter filter, boolean towards, Family family) {
        List<String> addresses = filter.addresses().isEmpty()
                ? List.of("")
                : filter.addresses().stream().filter(family::has).map(each -> (towards ? " -s " : " -d ") + each)
                        .toList();
        String to = ports(filter.to(), towards ? "sports" : "dports");
        List<String> from = towards ? List.of(ports(filter.from(), "dports")) : from(filter.from());
        boolean any = filter.to().isAny() && filter.from().isAny();
        List<String> protocols = any ? List.of("") : towards ? List.of(" -p tcp") : List.of(" -p tcp", " -p udp");
        List<String> matches = new ArrayList<>();
        for (String address : addresses) {
            protocols.forEach(protocol -> from.forEach(each -> matches.add(address + protocol + to + each)));
        }
        return matches;
    }

    /**
     * The port a packet comes from, as the other side sees it: the answers of a proxy that a connection was led to bear
     * the proxy's port until later.
     */
    private static List<String> from(Filter.Ports ports) {
        if (ports.isAny()) {
            return List.of("");
        }
        List<String> matches = new ArrayList<>();
        matches.add(" -m conntrack --ctdir ORIGINAL" + ports(ports, "sports"));
        String answers = " -m conntrack --ctdir REPLY";
        List<String> ranges = ports.ranges().stream().map(each -> each.replace('-', ':')).toList();
        if (ports.others()) {
            matches.add(ranges.stream().map(" -m conntrack ! --ctorigdstport "::concat)
                    .collect(Collectors.joining("", answers, "")));
        } else {
            ranges.forEach(each -> matches.add(answers + " --ctorigdstport " + each));
        }
        return matches;
    }

    private static String ports(Filter.Ports ports, String side) {
        return ports.isAny()
                ? ""
                : " -m multiport%s --%s %s".formatted(ports.others() ? " !" : "", side,
                        String.join(",", ports.ranges()).replace('-', ':'));
    }

    private static String table(String name, Map<String, String> hooks, Map<String, List<String>> chains,
            String saved) {
        StringBuilder script = new StringBuilder();
        String now = section(name, saved);
        hooks.forEach((hook, chain) -> {
            List<String> rules = chains.getOrDefault(chain, List.of());
            String jump = "%s -j %s".formatted(hook, chain);
            boolean there = now.contains(":" + chain + " ");
            boolean hooked = now.contains("-A " + jump + "\n");
            if (!rules.isEmpty()) {
                script.append(":").append(chain).append(" - [0:0]\n");
                rules.forEach(rule -> script.append("-A ").append(chain).append(' ').append(rule).append('\n'));
                script.append(hooked ? "" : "-I " + jump + "\n");
            } else if (there) {
                script.append(hooked ? "-D " + jump + "\n" : "");
                script.append("-F ").append(chain).append("\n-X ").append(chain).append('\n');
            }
        });
        return script.isEmpty() ? "" : "*%s\n%sCOMMIT\n".formatted(name, script);
    }

    private static String section(String table, String saved) {
        int start = saved.indexOf("*" + table + "\n");
        int end = start < 0 ? -1 : saved.indexOf("COMMIT", start);
        return start < 0 || end < 0 ? "" : saved.substring(start, end);
    }
}
