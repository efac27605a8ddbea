package io.faultline.injector.fault.beside;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Which packets that leave a pod are meant: all that is given has to hold, or all of another filter.
 *
 * @param device network interface inside the pod
 * @param addresses they go to one of these addresses or networks; anywhere when empty
 * @param hosts names still to be looked up, whose addresses count too
 * @param correlation of fates, in percent
 * @param also other filters, one of which is enough
 */
public record Filter(String device, List<String> addresses, List<String> hosts, Ports to, Ports from,
        double correlation, List<Filter> also) {
    public Filter {
        addresses = List.copyOf(addresses);
        hosts = List.copyOf(hosts);
        also = List.copyOf(also);
    }

    public Filter(String device, List<String> addresses, List<String> hosts, Ports to, Ports from) {
        this(device, addresses, hosts, to, from, 0, List.of());
    }

    /** Ports or ranges like 8000-8010; none for any. */
    public record Ports(boolean others, List<String> ranges) {
        public static final Ports ANY = new Ports(false, List.of());

        public Ports {
            ranges = List.copyOf(ranges);
        }

        /** As people write them: the first may have a ! before it. */
        public static Ports of(List<String> texts) {
            boolean others = !texts.isEmpty() && texts.getFirst().startsWith("!");
            return new Ports(others, texts.stream().map(each -> each.replace("!", "")).toList());
        }

        public boolean isAny() {
            return ranges.isEmpty();
        }

        boolean has(int port) {
            return isAny() || others != ranges.stream().anyMatch(range -> {
                int dash = range.indexOf('-');
                int low = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
                int high = Integer.parseInt(dash < 0 ? range : range.substring(dash + 1));
                return low <= port && port <= high;
            });
        }
    }

    /**
     * Whether what goes there passes.
     *
     * @param outside where it goes
     * @param inside the port it comes from
     */
    public boolean passes(InetSocketAddress outside, int inside) {
        return passesThis(outside, inside) || also.stream().anyMatch(each -> each.passesThis(outside, inside));
    }

    private boolean passesThis(InetSocketAddress outside, int inside) {
        boolean there = addresses.isEmpty()
                || addresses.stream().anyMatch(each -> within(outside.getAddress().getAddress(), each));
        return there && to.has(outside.getPort()) && from.has(inside);
    }

    private static boolean within(byte[] address, String network) {
        String[] parts = network.split("/");
        byte[] base = InetAddress.ofLiteral(parts[0]).getAddress();
        int bits = parts.length > 1 ? Integer.parseInt(parts[1]) : base.length * 8;
        if (base.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < Math.min(bits, base.length * 8); bit++) {
            int mask = 0x80 >> bit % 8;
            if ((base[bit / 8] & mask) != (address[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is all that leaves the interface. */
    public boolean isAll() {
        return addresses.isEmpty() && hosts.isEmpty() && to.isAny() && from.isAny();
    }

    /** With the names looked up. */
    public Filter resolved(List<String> found, List<Filter> others) {
        return new Filter(device, found, List.of(), to, from, correlation, others);
    }
}
