package io.faultline.injector.clock;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.RevertReason;
import io.faultline.injector.lease.Ending;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.LeaseState;
import io.faultline.injector.lease.RetryRules;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults that did not mend: tries again when their time has come, and when a person asks for it. */
final class Stuck {
    private static final Logger LOG = LoggerFactory.getLogger(Stuck.class);
    private static final int AT_ONCE = 100;

    private final String owner;
    private final World world;
    private final Means means;
    /** A try may take minutes, and is the only one as long as it does: another one would take its answer from it. */
    private final Set<Long> underway = ConcurrentHashMap.newKeySet();

    Stuck(String owner, World world, Means means) {
        this.owner = owner;
        this.world = world;
        this.means = means;
    }

    /** Tries those whose time has come. */
    void tryAgain(Executor threads) {
        world.leftovers().retry(owner, world.machine(), Set.copyOf(underway), AT_ONCE).stream()
                .filter(lease -> underway.add(lease.id())).forEach(lease -> threads.execute(() -> {
                    try {
                        mend(lease);
                    } finally {
                        underway.remove(lease.id());
                    }
                }));
    }

    /** Tries this one now, unless that is under way; how it stands then. Empty if it is not stuck, or not on this machine. */
    Optional<Lease> tryNow(long id) {
        if (!underway.add(id)) {
            return stuck(id);
        }
        try {
            Optional<Lease> lease = world.leftovers().retry(owner, world.machine(), id);
            lease.ifPresent(this::mend);
            return lease.isEmpty() ? lease : world.leases().find(id);
        } finally {
            underway.remove(id);
        }
    }

    private Optional<Lease> stuck(long id) {
        return world.leases().find(id).filter(found -> found.state() == LeaseState.REVERT_FAILED);
    }

    private void mend(Lease lease) {
        Optional<String> trouble = means.mending().tryOnce(lease);
        Instant now = means.clock().instant();
        if (trouble.isPresent()) {
            world.leftovers().stillStuck(lease, RetryRules.next(lease, now), trouble.get());
            LOG.error("Run {}: {} is still in force: {}. Revert it by hand: {}", lease.run(), lease.fault().name(),
                    trouble.get(), LeaseRules.byHand(lease.undos()));
            return;
        }
        heal(lease, now, "%s, which could not be mended, is mended now".formatted(lease.fault().name()));
    }

    /** A person has seen to what cannot be mended from here, its machine being gone for good. Empty if it is not stuck. */
    Optional<Lease> acknowledge(long id, String why) {
        Optional<Lease> lease = stuck(id);
        lease.ifPresent(found -> heal(found, means.clock().instant(),
                "%s, which could not be mended, is said to be gone: %s".formatted(found.fault().name(), why)));
        return lease.isEmpty() ? lease : world.leases().find(id);
    }

    /** Says nothing if it is somebody else's by now. */
    private void heal(Lease lease, Instant now, String text) {
        AtomicBoolean ours = new AtomicBoolean();
        world.transactions().inOne(() -> {
            ours.set(world.leftovers().healed(lease, now));
            if (ours.get()) {
                Ending mended = new Ending.Reverted(RevertReason.RECOVERED);
                world.answers().state(lease.project(), List.of(LeaseRules.answer(lease, mended, now)));
            }
        });
        if (ours.get()) {
            LOG.warn("Run {}: {}", lease.run(), text);
            world.answers().line(lease, LogLine.Level.WARN, text);
        }
    }
}
