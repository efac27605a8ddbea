package io.faultline.injector.fault.network;

import java.io.IOException;
import java.util.Optional;

/** The fault proxies that are open now. */
public interface FaultProxies extends Toxics {
    /** Opens a proxy; returns it with the port it really listens on. */
    Proxy open(Proxy proxy) throws IOException;

    void close(String name);

    Optional<Proxy> find(String name);

    /** How many faults act on it. */
    int faults(String name);

    /** Adds a toxic under that name, in place of one of the same name; it acts on open connections too. */
    void add(String proxy, String name, Toxic toxic) throws IOException;
}
