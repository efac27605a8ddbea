package io.faultline.scheduler.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.StopCause;
import io.faultline.contracts.wire.DurationText;
import io.faultline.scheduler.plan.Plan;
import io.faultline.scheduler.plan.Planner;
import io.faultline.scheduler.plan.Planning;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of a run: pure and total. Time passes before a fact counts, so what is decided depends on when a
 * fact was heard, never on how punctual the ticks before it were. Fed with the run's own log, stamped with the time of
 * each fact, it rebuilds the run: what the run itself stated is then taken as it was.
 */
public final class RunRules {
    /** How long a stopped run waits for its faults to be mended. */
    public static final Duration GRACE = Duration.ofSeconds(30);

    /** A run that was asked for so long ago is nobody's wish any more; it may even have been, and be forgotten. */
    public static final Duration STALE = Duration.ofDays(1);

    private RunRules() {}

    /** @param run null if nothing is known of it yet */
    public static Decision on(@Nullable Run run, Input input, Instant now) {
        if (run == null) {
            return input instanceof Input.Told(ExperimentRequested requested)
                    ? begin(requested, now)
                    : Decision.ignoring(null, Ignored.UNKNOWN_RUN);
        }
        if (run.isSettled()) {
            return Decision.ignoring(run, Ignored.SETTLED);
        }
        Turn turn = new Turn(run, now);
        Passage.of(turn);
        Optional<Ignored> ignored = switch (input) {
            case Input.Tick _ -> Optional.empty();
            case Input.Told(RunFact fact) -> Hearing.of(turn, fact);
            case Input.ClockStepped(Duration by) -> clockStepped(turn, by);
        };
        if (ignored.isPresent()) {
            return Decision.ignoring(run, ignored.get());
        }
        Passage.of(turn);
        return turn.decision();
    }

    /** When something is due, and since when, cannot be told any more: what is in force is mended while it is known. */
    private static Optional<Ignored> clockStepped(Turn turn, Duration by) {
        if (turn.isStopped()) {
            return Optional.of(Ignored.LATE);
        }
        turn.stop(StopCause.DEADLINE, "the clock was set %s by %s, so that no deadline of the run can be told any more"
                .formatted(by.isNegative() ? "back" : "forward", new DurationText(by.abs())));
        return Optional.empty();
    }

    private static Decision begin(ExperimentRequested requested, Instant now) {
        if (requested.requestedAt().isBefore(now.minus(STALE))) {
            return refuse(requested, "it was asked for at %s, more than a day ago; ask for it again"
                    .formatted(requested.requestedAt()), now);
        }
        return switch (plan(requested)) {
            case Plan plan -> begin(requested, plan, now);
            case Planning.Unplannable(String reason) -> refuse(requested, reason, now);
        };
    }

    /** Whatever goes wrong in planning, the run has to come to an end that people hear of. */
    private static Planning plan(ExperimentRequested requested) {
        try {
            return Planner.plan(requested.experiment());
        } catch (RuntimeException e) {
            return new Planning.Unplannable("it could not be planned: " + e);
        }
    }

    private static Decision begin(ExperimentRequested requested, Plan plan, Instant now) {
        Instant deadline = now.plus(plan.longest());
        Run run = new Run(requested.run(), requested.project(), plan, now, deadline, Run.Progress.NONE);
        Turn turn = new Turn(run, now);
        turn.state(new RunPlanned(run.id(), run.project(), requested.experimentId(), requested.experiment(),
                plan.steps(), now, deadline));
        Passage.of(turn);
        return turn.decision();
    }

    static Decision refuse(ExperimentRequested requested, String reason, Instant now) {
        Run run = Run.settled(requested.run(), requested.project(), now);
        RunSettled end = new RunSettled(run.id(), RunEnding.UNPLANNABLE, null, reason, List.of(), List.of(), now);
        return new Decision(run, List.of(end), Optional.empty(), Optional.empty());
    }
}
