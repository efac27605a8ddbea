package io.faultline.injector.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.LogLine;
import io.faultline.injector.fault.Driver;
import io.faultline.injector.fault.FaultRefused;
import io.faultline.injector.fault.Hit;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;
import io.faultline.injector.lease.Arming;
import io.faultline.injector.lease.Course;
import io.faultline.injector.lease.Ending;
import io.faultline.injector.lease.Lease;
import io.faultline.injector.lease.LeaseRules;
import io.faultline.injector.lease.LeaseState;
import io.faultline.injector.lease.Objection;
import io.faultline.injector.lease.Order;
import io.faultline.injector.lease.Stroke;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fault in our hands, from its intent or from where its last owner left it, to its end; on a thread of its own. */
final class HeldFault implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(HeldFault.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Means means;
    private final Effects effects;
    private final Recovery recovery;
    private final CompletableFuture<Order> order = new CompletableFuture<>();
    private final CompletableFuture<Optional<Ending>> outcome = new CompletableFuture<>();
    private final List<FaultInjected> unsaid = new ArrayList<>();
    private boolean lost;
    private volatile Lease lease;

    /** @param renewedAt of the monotonic clock, before the journal said that the lease is ours */
    HeldFault(Lease lease, long renewedAt, Means means) {
        this.lease = lease;
        this.means = means;
        this.effects = new Effects(means, renewedAt);
        this.recovery = new Recovery(means.clock(), this::waitUntil);
    }

    Lease lease() {
        return lease;
    }

    /** One effect of it is not in force any more, or nobody knows: the others end with it, and its run says why. */
    void undone(Undo one) {
        if (order(Order.YIELD)) {
            String text = "%s is over before its time, for what it was made by, or made on, is gone: %s"
                    .formatted(lease.fault().name(), one.deed());
            means.answers().line(lease, LogLine.Level.WARN, text);
        }
    }

    boolean isOf(RunId run) {
        return lease.run().equals(run);
    }

    /** How it ended, if it was we who said so. */
    CompletableFuture<Optional<Ending>> outcome() {
        return outcome;
    }

    void renewed(long at) {
        effects.renewed(at);
    }

    boolean isStale() {
        return effects.isStale();
    }

    /**
     * Has it ended as soon as possible; an injection under way is interrupted, unless it is to be handed over.
     *
     * @return whether it had no order before
     */
    boolean order(Order why) {
        boolean first = order.complete(why);
        if (why != Order.HAND_OVER) {
            effects.interrupt();
        }
        return first;
    }

    private @Nullable Order ordered() {
        return order.getNow(null);
    }

    private boolean isToEnd() {
        return ordered() != null && ordered() != Order.HAND_OVER;
    }

    @Override
    public void run() {
        Optional<Ending> ending = Optional.empty();
        try {
            ending = seeThrough(means.drivers().of(lease.fault().spec(), lease.infrastructure(), lease.helperPods()))
                    .filter(this::end);
        } catch (RuntimeException e) {
            LOG.error("Fault {} of run {} is mended now and answered for by whoever takes over its lease",
                    lease.fault().name(), lease.run(), e);
            effects.mendAll(lease);
        } finally {
            effects.letGo();
            outcome.complete(ending);
        }
    }

    /** How it ends; empty when it is left to another injector. */
    private <U extends Undo> Optional<Ending> seeThrough(Driver<U> driver) {
        try {
            return switch (LeaseRules.course(lease, now(), means.limits())) {
                case Course.Refuse(Objection why) -> Optional.of(LeaseRules.refused(why));
                case Course.Begin _ -> begin(driver);
                case Course.GoOn _ -> goOn(driver);
                case Course.Mend _ -> Optional.of(mendLeftover());
            };
        } catch (FaultRefused e) {
            Objection why = new Objection(e.refusal(), e.reason());
            return Optional.of(LeaseRules.failed(lease, why, effects.mendAll(lease), now()));
        }
    }

    private <U extends Undo> Optional<Ending> begin(Driver<U> driver) throws FaultRefused {
        Plan<U> plan = effects.plan(driver, lease);
        if (ordered() == Order.HAND_OVER) {
            return Optional.empty();
        }
        if (isToEnd()) {
            return Optional.of(over(Optional.empty()));
        }
        Lease armed = lease.armed(plan);
        switch (plan.isHarmless() ? new Arming.Done() : means.leases().arm(armed)) {
            case Arming.Done _ -> lease = armed;
            case Arming.Refused(Objection why) -> throw new FaultRefused(why.refusal(), why.reason());
            case Arming.Lost _ -> {
                LOG.warn("Fault {} of run {} was taken over by another injector", lease.fault().name(), lease.run());
                return Optional.empty();
            }
        }
        strike(driver, plan.hits(), now());
        return finish(driver);
    }

    /** What its former owner had in force is ours now; what ended with that one's process is made again. */
    private <U extends Undo> Optional<Ending> goOn(Driver<U> driver) throws FaultRefused {
        effects.inherit(lease);
        String text = lease.fault().name() + " goes on, in the hands of another injector";
        means.answers().line(lease, LogLine.Level.INFO, text);
        strike(driver, Effects.inherited(lease), Objects.requireNonNull(lease.injectedAt()));
        return finish(driver);
    }

    private Ending mendLeftover() {
        effects.inherit(lease);
        Optional<String> trouble = effects.mendAll(lease);
        if (trouble.isEmpty()) {
            String text = "mended %s, left behind by an injector that is gone".formatted(lease.fault().name());
            LOG.warn("Run {}: {}", lease.run(), text);
            means.answers().line(lease, LogLine.Level.WARN, text);
        }
        return LeaseRules.recovered(lease, trouble, now());
    }

    private Optional<Ending> finish(Driver<?> driver) throws FaultRefused {
        boolean goesOn = ordered() == Order.HAND_OVER && lease.state() == LeaseState.ACTIVE && unsaid.isEmpty()
                && !lost;
        if (goesOn) {
            return Optional.empty();
        }
        Ending over = over(effects.mendAll(lease));
        if (over instanceof Ending.Reverted && ordered() == null) {
            awaitRecovery(driver);
        }
        return Optional.of(over);
    }

    /** Targets that have to be well again have a while to become so, unless somebody wants an end before. */
    private void awaitRecovery(Driver<?> driver) throws FaultRefused {
        Instant latest = LeaseRules.recoveredBy(lease, now());
        List<String> ailing = recovery.ailing(driver, latest);
        if (!ailing.isEmpty() && ordered() == null) {
            throw new FaultRefused("it is taken away, but its targets have not recovered by %s: %s".formatted(latest,
                    String.join(", ", ailing)));
        }
    }

    private Ending over(Optional<String> trouble) {
        return LeaseRules.ended(lease, ordered(), trouble, now());
    }

    /** All targets at once, or one after the other; those whose time passed in other hands are only mended. */
    private <U extends Undo> void strike(Driver<U> driver, List<Hit<U>> all, Instant start) throws FaultRefused {
        boolean goesOn = lease.state() == LeaseState.ACTIVE;
        for (Stroke stroke : LeaseRules.strokes(lease, all.size(), start)) {
            List<Hit<U>> hits = stroke.of(all);
            boolean passed = goesOn && !now().isBefore(stroke.over());
            boolean struck = goesOn && strikes();
            List<Hit<U>> first = turn(hits);
            if (!passed && !struck && !effects.make(driver, lease, first, stroke.over(), this::isToEnd)) {
                return;
            }
            if (lease.injectedAt() == null) {
                inForce(start, LeaseRules.until(lease, all.size(), start));
            }
            if (!passed) {
                tell(driver, first, stroke.over());
            }
            if (hold(stroke, driver, hits)
                    || effects.mend(lease, hits.stream().map(Hit::undo).toList()).isPresent()) {
                return;
            }
        }
    }

    /** Says that it is in force; what is over at once says so together with its end. */
    private void inForce(Instant at, Instant until) {
        lease = lease.active(at, until);
        means.meters().injected(lease);
        FaultInjected fact = LeaseRules.injected(lease);
        if (lease.fault().duration().isZero()) {
            unsaid.add(fact);
            return;
        }
        means.transactions().inOne(() -> {
            if (means.leases().activate(lease)) {
                means.answers().state(lease.project(), List.of(fact));
            } else {
                lost = true;
                order.complete(Order.YIELD);
            }
        });
    }

    /** Holds it, striking again or making it again in between; whether it was told to end meanwhile. */
    private <U extends Undo> boolean hold(Stroke stroke, Driver<U> driver, List<Hit<U>> hits) throws FaultRefused {
        Instant begun = now();
        Instant over = stroke.over();
        List<Hit<U>> waiting = hits.subList(turn(hits).size(), hits.size());
        Optional<Instant> again = again(stroke, begun);
        while (again.isPresent() && again.get().isBefore(over)) {
            if (waitUntil(again.get())) {
                return true;
            }
            if (strikes()) {
                waiting = strikeAgain(driver, hits, waiting, over);
            } else {
                effects.make(driver, lease, hits, over, this::isToEnd);
            }
            again = again(stroke, begun);
        }
        return waitUntil(over);
    }

    private boolean strikes() {
        return lease.fault().spec().strikes();
    }

    private Optional<Instant> again(Stroke stroke, Instant begun) {
        return strikes()
                ? LeaseRules.nextStrike(lease.fault(), stroke.since(), now())
                : LeaseRules.nextRemake(lease, begun, now());
    }

    /** Who is hit together: all of them, unless they take turns. */
    private <U extends Undo> List<Hit<U>> turn(List<Hit<U>> hits) {
        return LeaseRules.takesTurns(lease.fault()) ? hits.subList(0, Math.min(1, hits.size())) : hits;
    }

    /** Nobody is struck while targets that are checked have not recovered from the stroke before; returns who waits then. */
    private <U extends Undo> List<Hit<U>> strikeAgain(Driver<U> driver, List<Hit<U>> hits, List<Hit<U>> waiting,
            Instant over) {
        try {
            if (!recovery.ailing(driver, over).isEmpty()) {
                return waiting;
            }
            List<Hit<U>> next = waiting.isEmpty() ? chosenAgain(driver, hits) : waiting;
            List<Hit<U>> now = turn(next);
            if (effects.make(driver, lease, now, over, this::isToEnd)) {
                tell(driver, now, over);
            }
            return next.subList(now.size(), next.size());
        } catch (FaultRefused | RuntimeException e) {
            means.answers().line(lease, LogLine.Level.INFO, "hit nobody this time: " + e.getMessage());
            return List.of();
        }
    }

    private <U extends Undo> List<Hit<U>> chosenAgain(Driver<U> driver, List<Hit<U>> hits) throws FaultRefused {
        if (lease.fault().spec().staysWithItsTargets()) {
            return hits;
        }
        Plan<U> plan = effects.plan(driver, lease);
        Optional<Objection> taken = means.leases().lock(lease, plan.targets());
        if (taken.isPresent()) {
            throw new FaultRefused(taken.get().refusal(), taken.get().reason());
        }
        return plan.hits();
    }

    private boolean waitUntil(Instant time) {
        Duration left = Duration.between(now(), time);
        try {
            order.get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            order.complete(Order.STOP);
            return true;
        }
    }

    private <U extends Undo> void tell(Driver<U> driver, List<Hit<U>> hits, Instant over) {
        if (!lease.fault().duration().isZero()) {
            String deeds = hits.stream().map(driver::deed).collect(Collectors.joining(", "));
            means.answers().line(lease, LogLine.Level.INFO, "%s until %s".formatted(deeds, over));
        }
    }

    /** Journals it, however long the journal is away: nothing else would tell that it is mended, and why. */
    private boolean end(Ending ending) {
        for (Duration pause = FIRST_PAUSE;; pause = longer(pause)) {
            try {
                return means.endings().end(lease, ending, unsaid);
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.warn("Fault {} of run {} is mended, which cannot be journalled yet: {}", lease.fault().name(),
                        lease.run(), e.toString());
                LockSupport.parkNanos(pause.toNanos());
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private Instant now() {
        return means.clock().instant();
    }
}
