package io.faultline.injector.fault.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

import io.faultline.contracts.complaint.Complaints;

/** Registers fault proxies: opened at once, kept for the next start. */
public record ProxyRegistry(Proxies registered, FaultProxies open, boolean beyondLoopback) {
    /** Why a proxy cannot be what was asked. */
    public static final class Occupied extends Exception {
        Occupied(String reason) {
            super(reason);
        }
    }

    /** Registers a proxy, in place of one of that name; one at a time, for two of the same name must not both open. */
    public synchronized Proxy register(Proxy asked) throws IOException, Occupied {
        Complaints complaints = Complaints.collect();
        asked.check(complaints);
        complaints.at("listen").unless(beyondLoopback || isLoopback(asked.listen().host()),
                "fault proxies listen on loopback only; faultline.injector.proxy-beyond-loopback=true allows more");
        complaints.at("upstream").unless(address(asked.upstream().host()).map(Proxy::mayLeadTo).orElse(true),
                "is a link-local address, where clouds keep their credentials: no proxy leads there");
        complaints.throwIfAny();
        Optional<Proxy> now = open.find(asked.name());
        if (now.filter(asked::isServedBy).isPresent()) {
            return now.get();
        }
        requireHealthy(asked.name());
        open.close(asked.name());
        try {
            Proxy opened = open.open(asked);
            registered.save(opened);
            return opened;
        } catch (IOException e) {
            if (now.isPresent()) {
                open.open(now.get());
            }
            throw e;
        }
    }

    /** Closes a proxy and forgets it; whether there was one. */
    public synchronized boolean remove(String name) throws Occupied {
        requireHealthy(name);
        open.close(name);
        return registered.delete(name);
    }

    private void requireHealthy(String name) throws Occupied {
        if (open.faults(name) > 0) {
            throw new Occupied("A fault acts on the proxy '%s' right now; stop its run first.".formatted(name));
        }
    }

    private static boolean isLoopback(String host) {
        return address(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private static Optional<InetAddress> address(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
