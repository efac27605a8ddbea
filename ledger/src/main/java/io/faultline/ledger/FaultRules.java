package io.faultline.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.RevertReason;
import io.faultline.contracts.run.StepDue;
import org.jspecify.annotations.Nullable;

/** Faults happen once (I2) and end in time (I3), by what was told and by what was seen. */
final class FaultRules {
    /** Between the last look at a step's deadline and the first effect. */
    private static final Duration LATENESS = Duration.ofSeconds(1);

    private final RunStory story;
    private final Evidence evidence;

    FaultRules(RunStory story, Evidence evidence) {
        this.story = story;
        this.evidence = evidence;
    }

    void check(List<Violation> found) {
        story.faults().forEach(fault -> {
            checkInjection(fault, found);
            checkEnd(fault, found);
        });
        evidence.effects.stream().filter(effect -> story.run().equals(effect.run()))
                .forEach(effect -> checkEffect(effect, found));
    }

    private void checkInjection(FaultStory fault, List<Violation> found) {
        fault.injections().stream().skip(1).forEach(again -> found.add(violation(Invariant.I2, fault,
                "is injected a second time", again.where())));
        FaultInjected injected = fault.injected();
        StepDue due = story.due(fault.step());
        if (injected != null && due != null && injected.at().isAfter(due.deadline().plus(LATENESS))) {
            found.add(violation(Invariant.I2, fault,
                    "is injected at %s, but its step had to be over at %s".formatted(injected.at(), due.deadline()),
                    fault.injections().getFirst().where()));
        }
        if (injected == null && fault.reverted() != null && fault.reverted().reason() == RevertReason.PLANNED) {
            found.add(violation(Invariant.I5, fault, "its time is over, but it was never told to be in force",
                    story.last().where()));
        }
    }

    private void checkEnd(FaultStory fault, List<Violation> found) {
        FaultInjected injected = fault.injected();
        if (injected == null) {
            return;
        }
        String where = fault.injections().getFirst().where();
        Instant limit = limit(injected);
        FaultReverted reverted = fault.reverted();
        FaultFailed stuck = fault.stuck();
        if (fault.isUnanswered()) {
            if (limit.isBefore(evidence.takenAt)) {
                found.add(violation(Invariant.I3, fault, "is never reverted, nor reported stuck", where));
            }
        } else if (stuck != null) {
            checkAlarm(fault, stuck, limit.plus(evidence.limits.alarm()), where, found);
        } else if (reverted != null && reverted.at().isAfter(limit) && !isExcused(reverted)) {
            found.add(violation(Invariant.I3, fault,
                    "is reverted at %s, but had to be gone at %s".formatted(reverted.at(), limit), where));
        }
    }

    private boolean isExcused(FaultReverted reverted) {
        return evidence.deathsUnknown && reverted.reason() == RevertReason.RECOVERED;
    }

    private void checkAlarm(FaultStory fault, FaultFailed stuck, Instant limit, String where,
            List<Violation> found) {
        if (stuck.at().isAfter(limit) && !evidence.deathsUnknown) {
            found.add(violation(Invariant.I3, fault,
                    "is reported stuck at %s, but that had to be told at %s".formatted(stuck.at(), limit), where));
        }
        String byHand = stuck.manualUndo();
        if (byHand == null || byHand.isBlank()) {
            found.add(violation(Invariant.I3, fault, "is reported stuck without how to revert it by hand", where));
        }
    }

    /** The earliest of its own end, its run's stop and its owner's death, and what is allowed beyond it. */
    private Instant limit(FaultInjected injected) {
        Instant over = earlier(injected.until(), later(story.stoppedAt(), injected.at()));
        Instant limit = over.plus(evidence.limits.revert());
        for (Absence absence : evidence.absences) {
            if (!absence.from().isBefore(injected.at()) && !absence.from().isAfter(limit)
                    || covers(absence, injected.at())) {
                Instant back = absence.to().plus(evidence.limits.revert());
                limit = absence.from().isBefore(over) ? back : later(back, limit);
            }
        }
        return limit;
    }

    private static boolean covers(Absence absence, Instant moment) {
        return !absence.from().isAfter(moment) && !absence.to().isBefore(moment);
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }

    private static Instant later(@Nullable Instant one, Instant other) {
        return one == null ? Instant.MAX : one.isAfter(other) ? one : other;
    }

    private void checkEffect(Effect effect, List<Violation> found) {
        if (effect.injected() > 1) {
            found.add(new Violation(Invariant.I2, story.run(),
                    "fault %s was seen %d times".formatted(effect.fault(), effect.injected()), effect.target()));
        }
        if (effect.broken() && !mayBeBroken(effect).findAny().isPresent()) {
            found.add(new Violation(Invariant.I3, story.run(),
                    "fault %s is seen in force, though none is open".formatted(effect.fault()), effect.target()));
        }
    }

    private Stream<FaultStory> mayBeBroken(Effect effect) {
        return story.faults().stream().filter(fault -> effect.fault() == null || fault.fault().equals(effect.fault()))
                .filter(fault -> fault.reverted() == null && (fault.stuck() != null || isOpen(fault)));
    }

    private boolean isOpen(FaultStory fault) {
        FaultInjected injected = fault.injected();
        return fault.isUnanswered() && injected != null && evidence.takenAt.isBefore(limit(injected));
    }

    private Violation violation(Invariant invariant, FaultStory fault, String what, String where) {
        return new Violation(invariant, story.run(), "fault %s %s".formatted(fault.fault(), what), where);
    }
}
