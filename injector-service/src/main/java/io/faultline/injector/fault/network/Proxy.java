package io.faultline.injector.fault.network;

import java.net.InetAddress;

import io.faultline.contracts.complaint.Complaints;

/** A standing fault proxy: passes what comes to one address on to another, until a fault is put in it. */
public record Proxy(String name, Address listen, Address upstream) {
    private static final String AWS_METADATA = "fd00:ec2:0:0:0:0:0:254";
    public static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    /** A host and a port. */
    public record Address(String host, int port) {
        /** Reads <code>host:port</code>, <code>[v6]:port</code>. */
        public static Address parse(String text) {
            int colon = text.lastIndexOf(':');
            String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[|]$", "");
            String port = text.substring(colon + 1);
            boolean numeric = port.matches("\\d{1,5}") && Integer.parseInt(port) <= 65_535;
            if (host.isBlank() || !numeric) {
                throw new IllegalArgumentException("'%s' is no address; write it like 127.0.0.1:18081".formatted(text));
            }
            return new Address(host, Integer.parseInt(port));
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** Link-local addresses are where clouds keep their credentials: a proxy would lead there past every other check. */
    public static boolean mayLeadTo(InetAddress upstream) {
        return !upstream.isLinkLocalAddress() && !upstream.getHostAddress().equals(AWS_METADATA);
    }

    /** Whether another one does what is asked of this one, where port 0 stands for any port. */
    public boolean isServedBy(Proxy other) {
        boolean port = listen.port() == 0 || listen.port() == other.listen().port();
        return port && listen.host().equals(other.listen().host()) && upstream.equals(other.upstream());
    }

    public void check(Complaints complaints) {
        complaints.at("name").unless(name.matches(NAME),
                "'%s' is no name: use letters, digits and - . _ (at most 100)".formatted(name));
        complaints.at("upstream").unless(upstream.port() > 0, "needs a port above 0");
        complaints.at("upstream").unless(!upstream.equals(listen), "a proxy cannot be its own upstream");
    }
}
