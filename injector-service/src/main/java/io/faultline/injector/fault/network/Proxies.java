package io.faultline.injector.fault.network;

import java.util.List;
import java.util.Optional;

/** The fault proxies that are registered, also over a restart. */
public interface Proxies {
    void save(Proxy proxy);

    /** Whether there was one. */
    boolean delete(String name);

    Optional<Proxy> find(String name);

    /** By name, those after the given one. */
    List<Proxy> list(String after, int limit);
}
