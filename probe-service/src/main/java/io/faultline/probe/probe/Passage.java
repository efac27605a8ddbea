package io.faultline.probe.probe;

import java.net.InetSocketAddress;

/** A way into a cluster for the requests of one attempt: an HTTP proxy on this machine, open until it is closed. */
public interface Passage extends AutoCloseable {
    InetSocketAddress address();

    /** The reply; or, when it came from the way and not from its end, what it means. */
    Web.Reply seen(Web.Reply reply);

    @Override
    void close();
}
