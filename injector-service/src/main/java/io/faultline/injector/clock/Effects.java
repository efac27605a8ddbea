package io.faultline.injector.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.faultline.contracts.run.LogLine;
import io.faultline.contracts.run.Refusal;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.lease.GuardRules;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.Objection;

/** What a fault held has in force: made only while its lease is certainly ours, and taken away again. */
final class Effects {
    private final Means means;
    private final Injection injection = new Injection();
    private final Set<Undo> inEffect = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile long renewedAt;

    Effects(Means means, long renewedAt) {
        this.means = means;
        this.renewedAt = renewedAt;
    }

    void renewed(long at) {
        renewedAt = at;
    }

    /** Whether the lease may have run out: somebody else may hold it by now. */
    boolean isStale() {
        return means.ticker().getAsLong() - renewedAt > LeaseRules.TERM.toNanos();
    }

    /** Interrupts the injection under way, if one is. */
    void interrupt() {
        injection.interrupt();
    }

    /** Chooses targets as they are now, if the guards allow it. */
    <U extends Undo> Plan<U> plan(Driver<U> driver, Lease lease) throws FaultRefused {
        Plan<U> plan;
        try {
            plan = driver.plan(lease.mark());
        } catch (RuntimeException e) {
            throw new FaultRefused("its targets cannot be told: " + e, e);
        }
        Optional<Objection> objection = GuardRules.objection(lease.fault(), lease.blastRadius(), plan, means.limits());
        if (objection.isPresent()) {
            throw new FaultRefused(objection.get().refusal(), objection.get().reason());
        }
        return plan;
    }

    /** Whether all of them were hit; being told to end on the way ends it. */
    <U extends Undo> boolean make(Driver<U> driver, Lease lease, List<Hit<U>> hits, Instant over,
            BooleanSupplier toEnd) throws FaultRefused {
        try (Injection.Turn _ = injection.begin(LeaseRules.timeToMake(lease, over, means.clock().instant()))) {
            List<Callable<Boolean>> makings = hits.stream()
                    .<Callable<Boolean>>map(hit -> () -> make(driver, lease, hit.undo(), over, toEnd)).toList();
            return makings.size() == 1 ? makings.getFirst().call() : allOf(makings);
        } catch (InterruptedException e) {
            if (toEnd.getAsBoolean()) {
                return false;
            }
            throw new FaultRefused("its time was over before all of it was in force; ask for less, or for longer", e);
        } catch (Exception e) {
            throw refused(e);
        }
    }

    /**
     * At once, each on a thread of its own: none waits for a node that drains, or for a helper that starts elsewhere. The
     * first refusal, or an interrupt, ends the others; nothing of them goes on when this returns.
     */
    private static boolean allOf(List<Callable<Boolean>> makings) throws ExecutionException, InterruptedException {
        boolean all = true;
        try (ExecutorService side = Executors
                .newThreadPerTaskExecutor(Thread.ofVirtual().name("hit-", 0).factory())) {
            CompletionService<Boolean> ends = new ExecutorCompletionService<>(side);
            makings.forEach(ends::submit);
            try {
                for (int left = makings.size(); left > 0; left--) {
                    all &= ends.take().get();
                }
            } finally {
                side.shutdownNow();
            }
        }
        return all;
    }

    private <U extends Undo> boolean make(Driver<U> driver, Lease lease, U undo, Instant over, BooleanSupplier toEnd)
            throws FaultRefused, InterruptedException {
        if (toEnd.getAsBoolean()) {
            return false;
        }
        make(driver, lease, undo, left(over));
        return true;
    }

    private static FaultRefused refused(Exception error) {
        Throwable cause = error instanceof ExecutionException && error.getCause() != null ? error.getCause() : error;
        return cause instanceof FaultRefused refused
                ? refused
                : new FaultRefused("the effect could not be made: " + cause, cause);
    }

    /** Looks at the lease before and after: a process that was stopped in between wakes up long after it was lost. */
    private <U extends Undo> void make(Driver<U> driver, Lease lease, U undo, Duration left)
            throws FaultRefused, InterruptedException {
        if (lease.undos().contains(undo)) {
            means.watchdog().arm(Mending.key(lease, undo), lease.fence(), undo, left);
            if (inEffect.add(undo)) {
                means.meters().effects(1);
            }
        }
        ours();
        try {
            driver.inject(undo, left);
        } catch (RuntimeException e) {
            throw refused(e);
        }
        ours();
    }

    private void ours() throws FaultRefused {
        if (isStale()) {
            throw new FaultRefused(Refusal.LEASE_LOST, "the lease was not renewed in time");
        }
    }

    private Duration left(Instant over) {
        return Duration.between(means.clock().instant(), over);
    }

    /** What a former owner may have made is ours to take away. */
    void inherit(Lease lease) {
        for (Undo undo : lease.undos()) {
            if (inEffect.add(undo)) {
                means.meters().effects(1);
            }
        }
    }

    /** The plan its former owner made, as far as it is in the journal. */
    @SuppressWarnings("unchecked") // the journal keeps the undos of the very driver that its spec stands for
    static <U extends Undo> List<Hit<U>> inherited(Lease lease) {
        return IntStream.range(0, lease.undos().size()).mapToObj(each -> new Hit<>(lease.targets().get(each),
                (U) lease.undos().get(each), "goes on with " + lease.targets().get(each).name())).toList();
    }

    Optional<String> mendAll(Lease lease) {
        return mend(lease, List.copyOf(inEffect));
    }

    /** Takes these away, as far as they are in force; the trouble that kept it from being done, if some did. */
    Optional<String> mend(Lease lease, List<? extends Undo> undos) {
        List<? extends Undo> now = undos.stream().filter(inEffect::contains).toList();
        if (now.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> trouble = means.mending().mend(lease, now);
        if (trouble.isEmpty()) {
            now.forEach(inEffect::remove);
            means.meters().effects(-now.size());
            if (!lease.fault().duration().isZero()) {
                means.answers().line(lease, LogLine.Level.INFO,
                        now.stream().map(Undo::deed).collect(Collectors.joining(", ")));
            }
        }
        return trouble;
    }

    /** Nothing of it is ours any more: left to another injector, or to those who try again and again. */
    void letGo() {
        means.meters().effects(-inEffect.size());
        inEffect.clear();
    }
}
