package io.faultline.injector.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.Objection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fault from intent to its end, on a thread of its own. */
final class HeldFault implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldFault.class);

    private final Means means;
    private final CompletableFuture<RevertReason> stop = new CompletableFuture<>();
    private final Injection injection = new Injection();
    private final List<Undo> inEffect = new ArrayList<>();
    private final List<FaultInjected> unsaid = new ArrayList<>();
    private volatile Lease lease;

    HeldFault(Lease intent, Means means) {
        this.lease = intent;
        this.means = means;
    }

    boolean isOf(RunId run) {
        return lease.run().equals(run);
    }

    /** Has it mended as soon as possible; an injection under way is interrupted. */
    void stop(RevertReason why) {
        stop.complete(why);
        injection.interrupt();
    }

    @Override
    public void run() {
        try {
            hold(means.drivers().of(lease.fault().spec()));
        } catch (FaultRefused e) {
            means.end(lease, LeaseRules.failed(lease, new Objection(e.refusal(), e.reason()), mend(inEffect)), unsaid);
        } catch (RuntimeException e) {
            LOG.error("Fault {} of run {} is mended now and answered for once its lease has run out",
                    lease.fault().name(), lease.run(), e);
            mend(inEffect);
        }
    }

    private <U extends Undo> void hold(Driver<U> driver) throws FaultRefused {
        Instant now = means.clock().instant();
        refuse(LeaseRules.refusal(lease, now, means.longest()));
        Plan<U> plan = driver.plan(lease.mark());
        refuse(LeaseRules.refusal(lease.fault(), lease.blastRadius(), plan, means.longest()));
        if (stop.isDone()) {
            means.end(lease, LeaseRules.neverBegan(Refusal.RUN_STOPPED, "stopped before it began"), List.of());
            return;
        }
        Lease armed = lease.armed(plan);
        if (!plan.isHarmless() && !means.leases().arm(armed)) {
            LOG.warn("Fault {} of run {} was taken over by another injector", lease.fault().name(), lease.run());
            return;
        }
        lease = armed;
        strike(driver, plan);
        Optional<String> trouble = mend(inEffect);
        means.end(lease, LeaseRules.mended(lease, stop.getNow(RevertReason.PLANNED), trouble), unsaid);
    }

    private static void refuse(Optional<Objection> objection) throws FaultRefused {
        if (objection.isPresent()) {
            throw new FaultRefused(objection.get().refusal(), objection.get().reason());
        }
    }

    /** All targets at once, or one after the other. */
    private <U extends Undo> void strike(Driver<U> driver, Plan<U> plan) throws FaultRefused {
        List<List<Hit<U>>> groups = lease.fault().sequence() == Sequence.PARALLEL
                ? List.of(plan.hits())
                : plan.hits().stream().map(List::of).toList();
        Instant start = means.clock().instant();
        Instant until = LeaseRules.until(lease, plan.hits().size(), start);
        for (List<Hit<U>> group : groups) {
            Instant over = earlier(until, means.clock().instant().plus(lease.fault().duration()));
            if (!inject(driver, group, over)) {
                return;
            }
            if (lease.injectedAt() == null) {
                inForce(start, until);
            }
            tell(group, over);
            if (holdUntil(over, driver) || mend(group.stream().map(Hit::undo).toList()).isPresent()) {
                return;
            }
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** Whether all of them were hit; a stop on the way ends it. */
    private <U extends Undo> boolean inject(Driver<U> driver, List<Hit<U>> hits, Instant over) throws FaultRefused {
        try (Injection.Turn _ = injection.begin(Duration.between(means.clock().instant(), over))) {
            for (Hit<U> hit : hits) {
                if (stop.isDone()) {
                    return false;
                }
                Duration left = Duration.between(means.clock().instant(), over);
                if (lease.undos().contains(hit.undo())) {
                    means.watchdog().arm(Mending.key(lease, hit.undo()), lease.fence(), hit.undo(), left);
                    inEffect.add(hit.undo());
                    means.meters().effects(1);
                }
                driver.inject(hit.undo(), left);
            }
            return true;
        } catch (InterruptedException e) {
            if (stop.isDone()) {
                return false;
            }
            throw new FaultRefused("its time was over before all of it was in force; ask for less, or for longer", e);
        }
    }

    /** Says that it is in force; what is over at once says so together with its end. */
    private void inForce(Instant at, Instant until) {
        lease = lease.active(at, until);
        means.meters().injected(lease);
        FaultInjected fact = LeaseRules.injected(lease, at, until);
        if (lease.fault().duration().isZero()) {
            unsaid.add(fact);
            return;
        }
        means.transactions().inOne(() -> {
            if (means.leases().activate(lease)) {
                means.answers().state(lease.project(), List.of(fact));
            } else {
                stop.complete(RevertReason.RECOVERED);
            }
        });
    }

    /** Holds it; whether it was stopped meanwhile. */
    private boolean holdUntil(Instant over, Driver<?> driver) throws FaultRefused {
        Duration interval = lease.fault().interval();
        if (driver.strikes() && interval.isPositive() && lease.fault().sequence() == Sequence.PARALLEL) {
            Instant next = means.clock().instant().plus(interval);
            while (next.isBefore(over)) {
                if (waitUntil(next)) {
                    return true;
                }
                strikeAgain(driver, over);
                next = next.plus(interval);
            }
        }
        return waitUntil(over);
    }

    private <U extends Undo> void strikeAgain(Driver<U> driver, Instant over) {
        try {
            Plan<U> plan = driver.plan(lease.mark());
            refuse(LeaseRules.refusal(lease.fault(), lease.blastRadius(), plan, means.longest()));
            if (inject(driver, plan.hits(), over)) {
                tell(plan.hits(), over);
            }
        } catch (FaultRefused e) {
            means.answers().line(lease, LogLine.Level.INFO, "hit nobody this time: " + e.reason());
        }
    }

    private boolean waitUntil(Instant time) {
        Duration left = Duration.between(means.clock().instant(), time);
        try {
            stop.get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            stop.complete(RevertReason.STOPPED);
            return true;
        }
    }

    private void tell(List<? extends Hit<?>> hits, Instant over) {
        if (!lease.fault().duration().isZero()) {
            String deeds = hits.stream().map(Hit::deed).collect(Collectors.joining(", "));
            means.answers().line(lease, LogLine.Level.INFO, "%s until %s".formatted(deeds, over));
        }
    }

    private Optional<String> mend(List<? extends Undo> undos) {
        List<Undo> now = inEffect.stream().filter(undos::contains).toList();
        if (now.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> trouble = means.mending().mend(lease, now);
        if (trouble.isEmpty()) {
            inEffect.removeAll(now);
            means.meters().effects(-now.size());
            if (!lease.fault().duration().isZero()) {
                String deeds = now.stream().map(Undo::deed).collect(Collectors.joining(", "));
                means.answers().line(lease, LogLine.Level.INFO, deeds);
            }
        }
        return trouble;
    }
}
