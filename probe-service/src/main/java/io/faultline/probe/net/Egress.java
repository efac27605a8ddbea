package io.faultline.probe.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Decides where measurements may go. The name is looked up once: TCP connects to the address that was checked, and the
 * JDK's HTTP client finds the same one in the JVM's cache of addresses.
 */
record Egress(NetSettings settings) {
    private static final String AWS_METADATA = "fd00:ec2:0:0:0:0:0:254";

    /** @throws IllegalArgumentException if it may not be gone to; the message names the setting that allows it */
    InetAddress allowed(String host) throws UnknownHostException {
        InetAddress[] addresses = InetAddress.getAllByName(host);
        for (InetAddress address : addresses) {
            boolean linkLocal = address.isLinkLocalAddress() || address.getHostAddress().equals(AWS_METADATA);
            require(!linkLocal || settings.allowLinkLocal(), host, "a link-local address", "allow-link-local");
            boolean loopback = address.isLoopbackAddress() || address.isAnyLocalAddress();
            require(!loopback || settings.allowLoopback(), host, "this machine", "allow-loopback");
        }
        return addresses[0];
    }

    private static void require(boolean allowed, String host, String what, String setting) {
        if (!allowed) {
            throw new IllegalArgumentException(
                    "'%s' is %s; only with faultline.probe.net.%s=true may it be measured".formatted(host, what,
                            setting));
        }
    }
}
