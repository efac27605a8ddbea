package io.faultline.experiment.infrastructure;

import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;

/** What agents may be told of where their server is. */
final class AddressRules {
    private AddressRules() {}

    /** Whether it is a server's and nothing more: whatever else stood in it would get into manifests. */
    static boolean isServer(String text) {
        try {
            URI uri = URI.create(text);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null
                    && uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null
                    && (uri.getPath().isEmpty() || uri.getPath().equals("/"));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether whoever calls it reaches himself. */
    static boolean isLoopback(String server) {
        if (!isServer(server)) {
            return false;
        }
        String host = URI.create(server).getHost().toLowerCase(Locale.ROOT);
        try {
            InetAddress address = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
            return address.isLoopbackAddress() || address.isAnyLocalAddress();
        } catch (IllegalArgumentException e) {
            return host.equals("localhost") || host.endsWith(".localhost");
        }
    }
}
