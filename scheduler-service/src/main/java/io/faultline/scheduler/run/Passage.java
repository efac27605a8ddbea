package io.faultline.scheduler.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.run.PlannedStep;
import io.faultline.contracts.run.RunPart;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.wire.DurationText;

/**
 * What time and the plan bring about by themselves. However late a run is woken, its deadlines and pauses pass one
 * after the other, each at its own moment.
 */
final class Passage {
    private static final Predicate<PlannedStep> ROLLBACK = step -> step.part() == RunPart.ROLLBACK;

    private Passage() {}

    static void of(Turn turn) {
        follow(turn, turn.now());
        Optional<Instant> passed = nextWake(turn).filter(at -> !at.isAfter(turn.now()));
        while (passed.isPresent()) {
            expire(turn, passed.get());
            follow(turn, passed.get());
            passed = nextWake(turn).filter(at -> !at.isAfter(turn.now()));
        }
    }

    /** When something passes next that matters to the run as it stands. */
    static Optional<Instant> nextWake(Turn turn) {
        Stream<Instant> steps = turn.awaited().stream().map(turn::deadline);
        return switch (turn.course()) {
            case RUNNING -> Stream.concat(steps, Stream.of(turn.run().deadline())).min(Instant::compareTo);
            case STOPPING -> Optional.of(turn.graceEnds());
            case ROLLING_BACK -> steps.min(Instant::compareTo);
            case SETTLED -> Optional.empty();
        };
    }

    private static void follow(Turn turn, Instant since) {
        if (turn.course() == Course.RUNNING && !turn.isGateBroken()) {
            release(turn, ROLLBACK.negate(), since);
        }
        boolean restIsOver = switch (turn.course()) {
            case RUNNING -> turn.isGateBroken() ? turn.awaited().isEmpty() : turn.areOver(ROLLBACK.negate());
            case STOPPING -> turn.awaited().isEmpty();
            case ROLLING_BACK, SETTLED -> false;
        };
        if (restIsOver) {
            turn.rollBack();
        }
        if (turn.course() == Course.ROLLING_BACK) {
            followRollback(turn, since);
        }
    }

    private static void followRollback(Turn turn, Instant since) {
        if (turn.playsRollbacks()) {
            release(turn, ROLLBACK, since);
        } else {
            turn.awaited().forEach(turn::drop);
        }
        if (!turn.playsRollbacks() || turn.areOver(ROLLBACK)) {
            turn.settle();
        }
    }

    /** Steps of other parts are not waited for: whether their time is over is decided by the course. */
    private static void release(Turn turn, Predicate<PlannedStep> part, Instant since) {
        Instant begin = since;
        for (PlannedStep step : turn.run().plan().steps()) {
            if (part.test(step) && turn.standing(step.id()) == null && turn.areOverBefore(step, part)
                    && turn.due(step, begin)) {
                begin = turn.now();
            }
        }
    }

    private static void expire(Turn turn, Instant moment) {
        List<PlannedStep> passed = turn.awaited().stream().filter(step -> !turn.deadline(step).isAfter(moment))
                .toList();
        passed.stream().filter(step -> step.step() instanceof Step.Pause).forEach(turn::finish);
        List<PlannedStep> overdue = passed.stream().filter(step -> !(step.step() instanceof Step.Pause)).toList();
        switch (turn.course()) {
            case RUNNING -> expireRunning(turn, overdue, moment);
            case STOPPING -> turn.awaited().forEach(turn::giveUp);
            case ROLLING_BACK -> overdue.forEach(turn::giveUp);
            case SETTLED -> {
            }
        }
    }

    private static void expireRunning(Turn turn, List<PlannedStep> overdue, Instant moment) {
        if (turn.isGateBroken()) {
            turn.awaited().forEach(turn::giveUp);
        } else if (!overdue.isEmpty()) {
            overdue.stream().filter(step -> !(step.step() instanceof Step.Inject)).forEach(turn::giveUp);
            turn.stop(StopCause.STEP_OVERDUE, "no answer in time to " + names(overdue));
        } else if (!moment.isBefore(turn.run().deadline())) {
            turn.stop(StopCause.DEADLINE,
                    "not over within " + new DurationText(turn.run().plan().longest()) + ", the most it may take");
        }
    }

    private static String names(List<PlannedStep> steps) {
        return steps.stream().map(PlannedStep::id).map(StepId::value).reduce((one, other) -> one + ", " + other)
                .orElse("");
    }
}
