package io.faultline.injector.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

import io.faultline.injector.fault.network.Proxy;

/**
 * Decides which applications may be told something. The name is looked up once: the JDK's HTTP client finds the same
 * address in the JVM's cache.
 */
record Egress(boolean allowLoopback, boolean allowPrivate) {
    /** @throws IllegalArgumentException if it may not be gone to; the message names the setting that allows it */
    void check(String host) throws UnknownHostException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (!Proxy.mayLeadTo(address)) {
                throw new IllegalArgumentException("'%s' is a link-local address: never gone to".formatted(host));
            }
            require(allowLoopback || !(address.isLoopbackAddress() || address.isAnyLocalAddress()), host,
                    "this machine", "allow-loopback");
            require(allowPrivate || !isPrivate(address), host, "a private address", "allow-private");
        }
    }

    private static boolean isPrivate(InetAddress address) {
        byte first = address.getAddress()[0];
        boolean uniqueLocal = address.getAddress().length == 16 && (first & 0xfe) == 0xfc;
        return address.isSiteLocalAddress() || uniqueLocal;
    }

    private static void require(boolean allowed, String host, String what, String setting) {
        if (!allowed) {
            throw new IllegalArgumentException(
                    "'%s' is %s; only with faultline.injector.applications.%s=true may it be told anything"
                            .formatted(host, what, setting));
        }
    }
}
