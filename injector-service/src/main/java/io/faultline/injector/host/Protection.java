package io.faultline.injector.host;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.faultline.injector.fault.network.Lifelines;
import io.faultline.injector.fault.network.Proxy;
import io.faultline.injector.fault.process.OsProcess;
import io.faultline.injector.fault.process.ProtectionRules;

/** Knows of a process of this machine whether it is one that is never hit: by name, by descent, or by what it serves. */
final class Protection {
    private final ProcFiles proc;
    private final ProtectionRules rules;
    private final Map<Integer, String> servers = new HashMap<>();

    Protection(ProcFiles proc, ProtectionRules rules, Lifelines lifelines) {
        this.proc = proc;
        this.rules = rules;
        addLocal(lifelines.database(), "the database Faultline keeps its journal in");
        addLocal(lifelines.broker(), "the broker Faultline talks by");
    }

    /** With nothing configured: for the watchdog, which hits nobody. */
    static Protection ofNames(ProcFiles proc) {
        return new Protection(proc, new ProtectionRules(List.of()), new Lifelines(Set.of(), Set.of()));
    }

    private void addLocal(Collection<Proxy.Address> addresses, String what) {
        addresses.stream().filter(address -> isHere(address.host()))
                .forEach(address -> servers.put(address.port(), "%s (port %d)".formatted(what, address.port())));
    }

    private static boolean isHere(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }

    Optional<String> protectedAs(OsProcess process) {
        long self = ProcessHandle.current().pid();
        if (process.pid() == self) {
            return Optional.of("the injector itself");
        }
        Set<Long> above = ancestors(self);
        return rules.protectedAs(process).or(() -> above.contains(process.pid())
                ? Optional.of("one of those the injector descends from")
                : servedBy(process, self, above));
    }

    /**
     * A database serves by its children, too. Not so this process and those above it, where a broker may be embedded:
     * their children may be anything.
     */
    private Optional<String> servedBy(OsProcess process, long self, Set<Long> above) {
        Set<Long> line = new HashSet<>(Set.of(process.pid()));
        for (long each : ancestors(process.pid())) {
            if (each == self || above.contains(each)) {
                break;
            }
            line.add(each);
        }
        return servers.entrySet().stream().filter(server -> proc.listens(line, server.getKey()))
                .map(Map.Entry::getValue).findFirst();
    }

    /** Parent first. */
    private Set<Long> ancestors(long pid) {
        Set<Long> found = new LinkedHashSet<>();
        Optional<Long> next = proc.parent(pid);
        while (next.isPresent() && next.get() > 0 && found.add(next.get())) {
            next = proc.parent(next.get());
        }
        return found;
    }
}
