package io.faultline.experiment.git;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Decides which servers are gone to, for each connection anew. The JDK finds the address that was looked at in the JVM's
 * cache, so that a name cannot mean another one a moment later.
 */
record Egress(boolean allowLoopback) {
    private static final String AWS_METADATA = "fd00:ec2:0:0:0:0:0:254";

    /** One of its addresses, all of which are allowed: who connects to it by number goes nowhere else. */
    InetAddress check(String host) throws IOException {
        InetAddress[] addresses = addresses(host);
        for (InetAddress address : addresses) {
            if (address.isLinkLocalAddress() || address.isMulticastAddress()
                    || address.getHostAddress().equals(AWS_METADATA)) {
                throw new NotAllowed("its server has a link-local address: never gone to");
            }
            if (!allowLoopback && (address.isLoopbackAddress() || address.isAnyLocalAddress())) {
                throw new NotAllowed(
                        "its server is this machine; only with FAULTLINE_REPOSITORIES_LOOPBACK=true is it gone to");
            }
        }
        return addresses[0];
    }

    private static InetAddress[] addresses(String host) throws IOException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new NotAllowed("its server's name is not known here");
        }
    }

    /** Said as it is: it holds nothing of what was asked. */
    static final class NotAllowed extends IOException {
        NotAllowed(String why) {
            super(why);
        }
    }
}
