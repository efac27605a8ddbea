package io.faultline.injector.fault.beside;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Proxies in the network of a pod, to which netfilter leads what they change. */
public interface Doors {
    /**
     * Opens what an effect needs, or adds it to what is open already in that network; returns its ports, when they can
     * be connected to.
     *
     * @param servers name servers of the pod
     */
    Map<String, Integer> open(String key, Effect effect, List<String> servers, Opener sockets)
            throws IOException;

    /** The effect is over: what goes through is not changed any more, and the last one out closes the door. */
    void close(String key);

    /** Sockets inside, of that group. */
    @FunctionalInterface
    interface Opener {
        Sockets of(int group) throws IOException;
    }
}
