package io.faultline.injector.clock;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.faultline.contracts.ids.RunId;
import io.faultline.injector.lease.Ending;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseState;
import io.faultline.injector.lease.Leases;

/** A journal that forgets. Knows who holds what, and can be out of order. */
final class MemoryLeases implements Leases {
    final Map<Long, LeaseState> states = new ConcurrentHashMap<>();
    final Map<Long, Ending> endings = new ConcurrentHashMap<>();
    final Set<Long> takenOver = ConcurrentHashMap.newKeySet();
    volatile boolean down;

    @Override
    public Optional<Lease> add(Lease lease) {
        throw new UnsupportedOperationException("leases are handed in");
    }

    @Override
    public boolean arm(Lease lease) {
        return change(lease, LeaseState.ARMED);
    }

    @Override
    public boolean activate(Lease lease) {
        return change(lease, LeaseState.ACTIVE);
    }

    @Override
    public boolean end(Lease lease, Ending ending, Instant at) {
        if (!change(lease, ending.state())) {
            return false;
        }
        return endings.putIfAbsent(lease.id(), ending) == null;
    }

    private boolean change(Lease lease, LeaseState state) {
        if (down) {
            throw new IllegalStateException("the journal is down");
        }
        if (takenOver.contains(lease.id())) {
            return false;
        }
        states.put(lease.id(), state);
        return true;
    }

    @Override
    public void requestStop(RunId run) {}

    @Override
    public Renewed renew(String owner, Collection<Long> ids) {
        return new Renewed(ids.stream().filter(id -> !takenOver.contains(id))
                .collect(java.util.stream.Collectors.toSet()), Set.of());
    }

    @Override
    public List<Lease> takeOver(String owner, int atMost) {
        return List.of();
    }

    @Override
    public List<Lease> list(Set<LeaseState> wanted, long below, int limit) {
        return List.of();
    }
}
