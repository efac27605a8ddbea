package io.faultline.injector.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.faultline.contracts.experiment.BlastRadius;
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
import io.faultline.contracts.wire.DurationText;
import io.faultline.injector.fault.Plan;
import io.faultline.injector.fault.Undo;

/** What is to be done with a lease when its step is due, its run stops, its time is up, or its owner is gone. */
public final class LeaseRules {
    /** Pauses between tries to mend, before a person is called. */
    public static final List<Duration> RETRIES = List.of(Duration.ofMillis(100), Duration.ofMillis(300),
            Duration.ofSeconds(1), Duration.ofSeconds(3));

    private LeaseRules() {}

    /** The lease a due step asks for. Its probes are others' business and stay out of the journal. */
    public static Lease intended(StepDue due, Step.Inject inject, String owner) {
        Fault fault = inject.fault();
        Fault bare = new Fault(fault.name(), fault.spec(), fault.duration(), fault.interval(), fault.ramp(),
                fault.sequence(), fault.weight(), List.of());
        return new Lease(0, due.run(), inject.id(), due.project(), bare, inject.blastRadius(), LeaseState.INTENT,
                due.at(), due.deadline(), List.of(), List.of(), null, null, owner, 1, null);
    }

    /** Why a lease must not even begin. */
    public static Optional<Objection> refusal(Lease lease, Instant now, Duration longest) {
        if (now.isAfter(lease.deadline())) {
            return Optional.of(new Objection(Refusal.LATE,
                    "the injector first heard of this step after its deadline %s; nothing was done"
                            .formatted(lease.deadline())));
        }
        return tooLong(lease.fault(), 1, longest);
    }

    /** Why a plan must not be carried out. */
    public static Optional<Objection> refusal(Fault fault, BlastRadius radius, Plan<?> plan, Duration longest) {
        int chosen = plan.hits().size();
        if (chosen == 0) {
            return Optional.of(new Objection(Refusal.EMPTY_SELECTION,
                    "the selector matches nothing; there is nothing to break"));
        }
        if (!radius.allows(chosen, plan.matched())) {
            return Optional.of(new Objection(Refusal.BLAST_RADIUS,
                    "it would hit %d of %d matches, but the blast radius allows %s".formatted(chosen, plan.matched(),
                            radius)));
        }
        return tooLong(fault, chosen, longest);
    }

    private static Optional<Objection> tooLong(Fault fault, int targets, Duration longest) {
        Duration whole = inForce(fault, targets);
        return whole.compareTo(longest) <= 0
                ? Optional.empty()
                : Optional.of(new Objection(Refusal.TOO_LONG,
                        "it would last %s, but this injector ends every fault after %s; shorten it, or raise"
                                .formatted(new DurationText(whole), new DurationText(longest))
                                + " faultline.injector.longest-fault"));
    }

    private static Duration inForce(Fault fault, int targets) {
        return fault.sequence() == Sequence.SERIAL ? fault.duration().multipliedBy(targets) : fault.duration();
    }

    /** When a fault injected at that instant has to be gone. */
    public static Instant until(Lease lease, int targets, Instant injectedAt) {
        Instant planned = injectedAt.plus(inForce(lease.fault(), targets));
        return planned.isBefore(lease.deadline()) ? planned : lease.deadline();
    }

    /** How a lease that never came to an effect ends. */
    public static Ending neverBegan(Refusal refusal, String why) {
        return new Ending.NotInjected(refusal, why);
    }

    /** How a lease ends whose undos were all carried out, or not. */
    public static Ending mended(Lease lease, RevertReason reason, Optional<String> trouble) {
        return trouble.<Ending>map(text -> new Ending.Stuck(text, byHand(lease.undos())))
                .orElseGet(() -> new Ending.Reverted(reason));
    }

    /** How a lease ends whose injection failed on the way. */
    public static Ending failed(Lease lease, Objection objection, Optional<String> trouble) {
        return trouble
                .<Ending>map(
                        text -> new Ending.Stuck(objection.reason() + "; and then: " + text, byHand(lease.undos())))
                .orElseGet(() -> new Ending.NotInjected(objection.refusal(), objection.reason()));
    }

    /** How a lease ends whose owner has gone, once what it may have done was mended. */
    public static Ending recovered(Lease lease, Optional<String> trouble) {
        return lease.state() == LeaseState.INTENT
                ? neverBegan(Refusal.LEASE_LOST,
                        "the injector that heard of it ended before it began; nothing was done")
                : mended(lease, RevertReason.RECOVERED, trouble);
    }

    /** What a person has to do to mend it. */
    public static String byHand(List<Undo> undos) {
        return undos.stream().map(undo -> undo.byHand()).distinct().collect(Collectors.joining(" && "));
    }

    public static FaultInjected injected(Lease lease, Instant at, Instant until) {
        return new FaultInjected(lease.run(), lease.step(), lease.fault().id(), lease.targets(), at, until);
    }

    /** The one terminal answer to the step. */
    public static RunFact answer(Lease lease, Ending ending, Instant at) {
        return switch (ending) {
            case Ending.Reverted(RevertReason reason) ->
                new FaultReverted(lease.run(), lease.step(), lease.fault().id(), reason, at);
            case Ending.NotInjected(Refusal refusal, String reason) -> new FaultFailed(lease.run(), lease.step(),
                    lease.fault().id(), FaultFailed.Failed.INJECT, refusal, reason, null, at);
            case Ending.Stuck(String reason, String byHand) -> new FaultFailed(lease.run(), lease.step(),
                    lease.fault().id(), FaultFailed.Failed.REVERT, null, reason, byHand, at);
        };
    }
}
