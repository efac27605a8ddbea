package io.faultline.injector.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.experiment.Sequence;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.injector.fault.Undo;
import org.jspecify.annotations.Nullable;

/** What is to be done with a lease when its step is due, its run stops, its time is up, or its owner is gone. */
public final class LeaseRules {
    /** How long a lease holds unless it is renewed. An owner that could not renew it for so long has lost it. */
    public static final Duration TERM = Duration.ofSeconds(3);

    /** How long the watchdog of an injector that handed over waits for the next one before it mends. */
    public static final Duration GRACE = Duration.ofSeconds(10);

    private static final Duration STROKE = Duration.ofSeconds(30);
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** How long targets that are checked may take to recover; as long as Litmus waits. */
    static final Duration RECOVERY = Duration.ofSeconds(180);
    /** Who comes later than this may find the watchdog mending, and does not go on. */
    public static final Duration ADOPTABLE = GRACE.minusSeconds(2);

    private LeaseRules() {}

    /** The lease a due step asks for. Its probes are others' business and stay out of the journal. */
    public static Lease intended(StepDue due, Step.Inject inject, Machine machine, String owner) {
        Fault fault = inject.fault();
        Fault bare = new Fault(fault.name(), fault.spec(), fault.duration(), fault.interval(), fault.ramp(),
                fault.sequence(), fault.weight(), List.of());
        return new Lease(0, due.run(), inject.id(), due.project(), bare, inject.blastRadius(), inject.infrastructure(),
                inject.helperPods(),
                LeaseState.INTENT,
                due.at(), due.deadline(), List.of(), List.of(), null, null, null, Custody.first(machine, owner), null,
                null);
    }

    /** What whoever has just got an open lease does with it. */
    public static Course course(Lease lease, Instant now, Limits limits) {
        if (lease.state() == LeaseState.INTENT) {
            return objection(lease, now, limits).<Course>map(Course.Refuse::new).orElseGet(Course.Begin::new);
        }
        return lease.state() == LeaseState.ACTIVE && wasHandedOver(lease) && lease.stop() == null && !isOver(lease, now)
                ? new Course.GoOn()
                : new Course.Mend();
    }

    private static Optional<Objection> objection(Lease lease, Instant now, Limits limits) {
        RevertReason stop = lease.stop();
        if (stop != null) {
            return Optional.of(stopped(stop));
        }
        return GuardRules.late(lease, now).or(() -> GuardRules.duration(lease.fault(), 1, limits).objection());
    }

    private static Objection stopped(RevertReason stop) {
        return stop == RevertReason.HALTED
                ? new Objection(Refusal.HALTED, "everything was halted before it began")
                : new Objection(Refusal.RUN_STOPPED, "its run was stopped before it began");
    }

    private static boolean wasHandedOver(Lease lease) {
        Duration since = lease.custody().handedOverFor();
        return since != null && since.compareTo(ADOPTABLE) < 0;
    }

    private static boolean isOver(Lease lease, Instant now) {
        return lease.until() == null || !now.isBefore(lease.until());
    }

    static Duration inForce(Fault fault, int targets) {
        return eachForItsWhole(fault) ? fault.duration().multipliedBy(targets) : fault.duration();
    }

    private static boolean eachForItsWhole(Fault fault) {
        return fault.sequence() == Sequence.SERIAL && !takesTurns(fault);
    }

    /** Whether its targets are struck one after the other, an interval apart, within its one duration: as Litmus deletes pods. */
    public static boolean takesTurns(Fault fault) {
        return fault.sequence() == Sequence.SERIAL && fault.interval().isPositive() && fault.duration().isPositive()
                && fault.spec().strikes() && !fault.spec().staysWithItsTargets();
    }

    /** When a fault injected at that instant has to be gone. */
    public static Instant until(Lease lease, int targets, Instant injectedAt) {
        return earlier(injectedAt.plus(inForce(lease.fault(), targets)), lease.deadline());
    }

    /** Until when targets that have to be well again after a fault may take: what its step's deadline leaves of it. */
    public static Instant recoveredBy(Lease lease, Instant now) {
        return earlier(now.plus(RECOVERY), lease.deadline().minusSeconds(1));
    }

    /** Which targets, one after the other, are hit together. */
    public static List<Stroke> strokes(Lease lease, int targets, Instant injectedAt) {
        Instant until = until(lease, targets, injectedAt);
        if (!eachForItsWhole(lease.fault())) {
            return List.of(new Stroke(0, targets, injectedAt, until));
        }
        Duration each = lease.fault().duration();
        return IntStream.range(0, targets).mapToObj(target -> new Stroke(target, target + 1,
                injectedAt.plus(each.multipliedBy(target)),
                earlier(injectedAt.plus(each.multipliedBy(target + 1L)), until))).toList();
    }

    /** How long it may take to make what is over by then; a stroke is over at once, and may need an agent, or a helper that starts. */
    public static Duration timeToMake(Lease lease, Instant over, Instant now) {
        Duration least = lease.fault().spec().strikes() ? STROKE : LEAST;
        Duration left = Duration.between(now, earlier(now.plus(least), lease.deadline()));
        Duration planned = Duration.between(now, over);
        return planned.compareTo(left) > 0 ? planned : left;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** When a fault of repeated strokes strikes next, if it does; whoever holds it by then. */
    public static Optional<Instant> nextStrike(Fault fault, Instant since, Instant now) {
        Duration interval = fault.interval();
        if (!interval.isPositive() || !fault.spec().strikes()) {
            return Optional.empty();
        }
        long passed = Duration.between(since, now).dividedBy(interval);
        return Optional.of(since.plus(interval.multipliedBy(passed + 1)));
    }

    /**
     * When the effect of a fault that was handed over is made once more: its former owner's process may take as long as
     * the grace to end, and with it what was bound to it.
     */
    public static Optional<Instant> nextRemake(Lease lease, Instant takenAt, Instant now) {
        boolean mayVanish = lease.custody().handedOverFor() != null && now.isBefore(takenAt.plus(GRACE));
        return mayVanish ? Optional.of(now.plusSeconds(1)) : Optional.empty();
    }

    /**
     * How a lease ends once all its undos were carried out, or not.
     *
     * @param order what ended it before its time, if something did
     */
    public static Ending ended(Lease lease, @Nullable Order order, Optional<String> trouble, Instant now) {
        if (trouble.isPresent()) {
            return stuck(lease, trouble.get(), now);
        }
        return switch (order) {
            case null -> new Ending.Reverted(RevertReason.PLANNED);
            case HAND_OVER -> new Ending.Reverted(RevertReason.PLANNED);
            case STOP -> stopped(lease, RevertReason.STOPPED);
            case HALT -> stopped(lease, RevertReason.HALTED);
            case YIELD -> lost(lease);
        };
    }

    private static Ending stopped(Lease lease, RevertReason reason) {
        return lease.state() == LeaseState.INTENT ? refused(stopped(reason)) : new Ending.Reverted(reason);
    }

    /** Who has lost a lease may still be the one to say so: the journal tells. */
    private static Ending lost(Lease lease) {
        return lease.state() == LeaseState.ACTIVE
                ? new Ending.Reverted(RevertReason.RECOVERED)
                : refused(new Objection(Refusal.LEASE_LOST,
                        "its injector ended, or lost the lease, before it was in force; what it may have done was taken away"));
    }

    /** How a lease ends that never came to an effect. */
    public static Ending refused(Objection why) {
        return new Ending.NotInjected(why.refusal(), why.reason());
    }

    /** How a lease ends whose injection failed on the way. */
    public static Ending failed(Lease lease, Objection why, Optional<String> trouble, Instant now) {
        if (trouble.isPresent()) {
            return stuck(lease, why.reason() + "; and then: " + trouble.get(), now);
        }
        return why.refusal() == Refusal.LEASE_LOST ? lost(lease) : refused(why);
    }

    /** How a lease ends whose owner has gone, once what it may have done was mended. */
    public static Ending recovered(Lease lease, Optional<String> trouble, Instant now) {
        if (trouble.isPresent()) {
            return stuck(lease, trouble.get(), now);
        }
        if (lease.stop() != null) {
            return new Ending.Reverted(lease.stop());
        }
        return wasHandedOver(lease) && lease.state() == LeaseState.ACTIVE
                ? new Ending.Reverted(RevertReason.PLANNED)
                : lost(lease);
    }

    private static Ending stuck(Lease lease, String reason, Instant now) {
        return new Ending.Stuck(reason, byHand(lease.undos()), RetryRules.first(lease, now));
    }

    /** How a lease stands whose injector, on another machine, does not come back. */
    public static Ending stranded(Lease lease, Instant now) {
        return new Ending.Stuck(("its injector on host %s is gone; its watchdog there mends within a second, but nobody"
                + " can confirm it from here").formatted(lease.custody().host()), byHand(lease.undos()),
                RetryRules.whenItsHostIsBack(now));
    }

    /** What a person has to do to mend it. */
    public static String byHand(List<Undo> undos) {
        return undos.stream().map(undo -> undo.byHand()).distinct().collect(Collectors.joining(" && "));
    }

    public static FaultInjected injected(Lease lease) {
        return new FaultInjected(lease.run(), lease.step(), lease.fault().id(), lease.targets(),
                Objects.requireNonNull(lease.injectedAt()), Objects.requireNonNull(lease.until()));
    }

    /** What is said of an ending: the one terminal answer to the step, unless it is stuck and mended after all. */
    public static RunFact answer(Lease lease, Ending ending, Instant at) {
        return switch (ending) {
            case Ending.Reverted(RevertReason reason) ->
                new FaultReverted(lease.run(), lease.step(), lease.fault().id(), reason, at);
            case Ending.NotInjected(Refusal refusal, String reason) -> new FaultFailed(lease.run(), lease.step(),
                    lease.fault().id(), FaultFailed.Failed.INJECT, refusal, reason, null, at);
            case Ending.Stuck(String reason, String byHand, Tries _) -> new FaultFailed(lease.run(), lease.step(),
                    lease.fault().id(), FaultFailed.Failed.REVERT, null, reason, byHand, at);
        };
    }
}
