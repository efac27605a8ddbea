package io.faultline.injector;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.HitTarget;
import io.faultline.contracts.run.RevertReason;
import io.faultline.injector.lease.Arming;
import io.faultline.injector.lease.Ending;
import io.faultline.injector.lease.Halt;
import io.faultline.injector.lease.Halts;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseState;
import io.faultline.injector.lease.Leases;
import io.faultline.injector.lease.Leftovers;
import io.faultline.injector.lease.Machine;
import io.faultline.injector.lease.Objection;
import io.faultline.injector.lease.Tries;
import org.jspecify.annotations.Nullable;

/** A journal that forgets. Knows who holds what, and can be out of order. */
public class MemoryJournal implements Leases, Leftovers, Halts {
    public final Map<Long, LeaseState> states = new ConcurrentHashMap<>();
    public final Map<Long, Ending> endings = new ConcurrentHashMap<>();
    public final Map<Long, RevertReason> stops = new ConcurrentHashMap<>();
    public final Set<Long> takenOver = ConcurrentHashMap.newKeySet();
    public final Set<Long> handedOver = ConcurrentHashMap.newKeySet();
    public final List<Lease> left = new ArrayList<>();
    public final Map<Long, Lease> stuck = new ConcurrentHashMap<>();
    public volatile @Nullable Objection refusing;
    public volatile @Nullable Halt halt;
    public volatile boolean down;

    private void ask() {
        if (down) {
            throw new IllegalStateException("the journal is down");
        }
    }

    private boolean change(Lease lease, LeaseState state) {
        ask();
        if (takenOver.contains(lease.id()) || endings.containsKey(lease.id())) {
            return false;
        }
        states.put(lease.id(), state);
        return true;
    }

    @Override
    public Optional<Lease> add(Lease lease) {
        return Optional.of(lease);
    }

    @Override
    public Arming arm(Lease lease) {
        ask();
        Objection why = refusing;
        if (why != null) {
            return new Arming.Refused(why);
        }
        return change(lease, LeaseState.ARMED) ? new Arming.Done() : new Arming.Lost();
    }

    @Override
    public Optional<Objection> lock(Lease lease, List<HitTarget> more) {
        return Optional.ofNullable(refusing);
    }

    @Override
    public Optional<Objection> conflict(String host, @Nullable RunId run, List<HitTarget> targets) {
        return Optional.ofNullable(refusing);
    }

    @Override
    public boolean activate(Lease lease) {
        return change(lease, LeaseState.ACTIVE);
    }

    @Override
    public Set<Long> end(List<Ended> ended) {
        Set<Long> done = ended.stream().filter(each -> change(each.lease(), each.ending().state()))
                .map(each -> each.lease().id()).collect(Collectors.toSet());
        ended.stream().filter(each -> done.contains(each.lease().id())).forEach(each -> {
            if (each.ending() instanceof Ending.Stuck(String reason, String _, Tries tries)) {
                stuck.put(each.lease().id(), withTries(each.lease(), tries, reason));
            }
            endings.put(each.lease().id(), each.ending());
        });
        return done;
    }

    private static Lease withTries(Lease lease, Tries tries, String trouble) {
        return new Lease(lease.id(), lease.run(), lease.step(), lease.project(), lease.fault(), lease.blastRadius(),
                null, null,
                LeaseState.REVERT_FAILED, lease.dueAt(), lease.deadline(), lease.targets(), lease.undos(),
                lease.injectedAt(), lease.until(), lease.stop(), lease.custody(), tries, trouble);
    }

    @Override
    public void requestStop(RunId run, RevertReason why) {}

    @Override
    public Renewed renew(String owner, Collection<Long> ids) {
        ask();
        return new Renewed(ids.stream().filter(id -> !takenOver.contains(id)).collect(Collectors.toSet()),
                new HashMap<>(stops));
    }

    @Override
    public void handOver(String owner) {
        ask();
        states.keySet().stream().filter(id -> !endings.containsKey(id)).forEach(handedOver::add);
    }

    @Override
    public List<Lease> list(Set<LeaseState> wanted, long below, int limit) {
        return List.of();
    }

    @Override
    public List<Lease> inForce(@Nullable RunId run) {
        ask();
        return List.of();
    }

    @Override
    public Optional<Lease> find(long id) {
        return Optional.ofNullable(stuck.get(id));
    }

    @Override
    public synchronized List<Lease> takeOver(String owner, Machine machine, int atMost) {
        ask();
        List<Lease> taken = List.copyOf(left);
        left.clear();
        return taken;
    }

    @Override
    public List<Lease> abandoned(Machine machine, int atMost) {
        return List.of();
    }

    @Override
    public List<Lease> retry(String owner, Machine machine, Set<Long> underway, int atMost) {
        return stuck.values().stream().filter(lease -> !underway.contains(lease.id()))
                .filter(lease -> lease.tries() != null && lease.tries().next() != null
                        && lease.tries().next().isBefore(Instant.now()))
                .toList();
    }

    @Override
    public Optional<Lease> retry(String owner, Machine machine, long id) {
        return find(id);
    }

    @Override
    public boolean healed(Lease lease, Instant at) {
        states.put(lease.id(), LeaseState.REVERTED);
        return stuck.remove(lease.id()) != null;
    }

    @Override
    public void stillStuck(Lease lease, Tries tries, String trouble) {
        stuck.put(lease.id(), withTries(lease, tries, trouble));
    }

    @Override
    public int stuck() {
        return stuck.size();
    }

    @Override
    public int forget(Duration age, int atMost) {
        return 0;
    }

    @Override
    public Halt halt(String reason, String requestedBy) {
        ask();
        Halt now = halt == null ? new Halt(reason, requestedBy, Instant.now()) : halt;
        halt = now;
        return now;
    }

    @Override
    public Optional<Halt> active() {
        ask();
        return Optional.ofNullable(halt);
    }

    @Override
    public boolean release() {
        boolean was = halt != null;
        halt = null;
        return was;
    }

    @Override
    public void stop(RunId run, String reason) {
        ask();
    }
}
