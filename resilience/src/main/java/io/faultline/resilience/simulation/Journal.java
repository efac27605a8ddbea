package io.faultline.resilience.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.RevertReason;
import io.faultline.injector.lease.Custody;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.LeaseState;
import org.jspecify.annotations.Nullable;

/** The injectors' table of leases, by the clock of the machine; every change names its fence. */
final class Journal {
    private final World world;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Set<RunId> stopped = new HashSet<>();
    private long ids;

    /** @param handedOver when its owner let go of it, if it did */
    private record Row(Lease lease, Instant leaseUntil, @Nullable Instant handedOver) {}

    Journal(World world) {
        this.world = world;
    }

    static String key(Lease lease) {
        return lease.run() + " " + lease.step();
    }

    private Instant term() {
        return world.clock().plus(LeaseRules.TERM);
    }

    Optional<Lease> add(Lease lease) {
        boolean known = rows.containsKey(key(lease));
        if (known && !world.has(Defect.INJECT_AGAIN)) {
            return Optional.empty();
        }
        Lease added = with(lease, ++ids, lease.state(), lease.custody(),
                stopped.contains(lease.run()) ? RevertReason.STOPPED : null);
        rows.put(key(added), new Row(added, term(), null));
        return Optional.of(added);
    }

    /** Changes a row if whoever asks still owns it and it is in one of these states. */
    boolean change(Lease to, Set<LeaseState> from) {
        Row row = rows.get(key(to));
        boolean own = row != null && (row.lease().fence() == to.fence() || world.has(Defect.IGNORE_THE_FENCE));
        if (row == null || !own || !from.contains(row.lease().state())) {
            return false;
        }
        rows.put(key(to), new Row(with(to, to.id(), to.state(), to.custody(), row.lease().stop()), row.leaseUntil(),
                row.handedOver()));
        return true;
    }

    void requestStop(RunId run) {
        if (world.has(Defect.FORGET_THE_STOP)) {
            return;
        }
        stopped.add(run);
        rows.replaceAll((_, row) -> row.lease().run().equals(run) && row.lease().state().isOpen()
                ? new Row(row.lease().stopping(RevertReason.STOPPED), row.leaseUntil(), row.handedOver())
                : row);
    }

    boolean isStopRequested(Lease lease) {
        Row row = rows.get(key(lease));
        return row != null && row.lease().stop() != null;
    }

    /** Renews what this owner holds; the ids it holds. */
    Set<Long> renew(String owner, Collection<Long> ids) {
        Set<Long> held = new HashSet<>();
        rows.replaceAll((_, row) -> {
            boolean own = row.lease().custody().owner().equals(owner) && row.lease().state().isOpen()
                    && ids.contains(row.lease().id());
            if (own) {
                held.add(row.lease().id());
            }
            return own ? new Row(row.lease(), term(), row.handedOver()) : row;
        });
        return held;
    }

    void handOver(String owner) {
        rows.replaceAll((_, row) -> row.lease().custody().owner().equals(owner) && row.lease().state().isOpen()
                ? new Row(row.lease(), world.clock().minusMillis(1), world.clock())
                : row);
    }

    /** Takes over what nobody holds any more. */
    List<Lease> takeOver(String owner) {
        if (world.has(Defect.NEVER_TAKE_OVER)) {
            return List.of();
        }
        List<Lease> taken = rows.values().stream().filter(row -> row.lease().state().isOpen())
                .filter(row -> row.leaseUntil().isBefore(world.clock())).map(row -> taken(row, owner)).toList();
        taken.forEach(lease -> rows.put(key(lease), new Row(lease, term(), null)));
        return taken;
    }

    private Lease taken(Row row, String owner) {
        Custody before = row.lease().custody();
        Duration since = row.handedOver() == null ? null : Duration.between(row.handedOver(), world.clock());
        Custody custody = new Custody(before.host(), owner, before.fence() + 1, since);
        return with(row.lease(), row.lease().id(), row.lease().state(), custody, row.lease().stop());
    }

    /** Whether its owner has let go of it for another to go on with. */
    boolean isHandedOver(Lease lease) {
        Row row = rows.get(key(lease));
        return row != null && row.handedOver() != null;
    }

    /** Whether the row says that it is held under this fence. */
    boolean isOwn(Lease lease) {
        Row row = rows.get(key(lease));
        return row != null && row.lease().fence() == lease.fence() && row.lease().state().isOpen();
    }

    List<Lease> open() {
        return rows.values().stream().map(Row::lease).filter(lease -> lease.state().isOpen()).toList();
    }

    static Lease with(Lease of, long id, LeaseState state, Custody custody, @Nullable RevertReason stop) {
        return new Lease(id, of.run(), of.step(), of.project(), of.fault(), of.blastRadius(), of.infrastructure(),
                of.helperPods(), state, of.dueAt(),
                of.deadline(), of.targets(), of.undos(), of.injectedAt(), of.until(), stop, custody, of.tries(),
                of.trouble());
    }
}
