package io.faultline.scheduler.run;

import java.util.Optional;

import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.PlannedStep;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.Refusal;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.run.StopCause;
import io.faultline.scheduler.plan.Lane;
import io.faultline.scheduler.run.StepState.Standing;
import org.jspecify.annotations.Nullable;

/** What a fact changes in a run; the answer is why it changes nothing, if so. */
final class Hearing {
    private static final Optional<Ignored> HEARD = Optional.empty();
    private static final String HALTED = "everything was halted; fault %s was %s";
    private static final String STOPPED = "stopped directly at the injector; fault %s was %s";

    private Hearing() {}

    static Optional<Ignored> of(Turn turn, RunFact fact) {
        return switch (fact) {
            case StepDue due -> recall(turn, due);
            case RunStopping stopping -> recall(turn, stopping);
            case RunSettled _ -> recallSettled(turn);
            case RunFact _ when turn.course() == Course.SETTLED -> Optional.of(Ignored.SETTLED);
            case AbortRequested abort -> abort(turn, abort);
            case FaultInjected injected -> fault(turn, injected.step(), Standing.INJECTED);
            case FaultReverted reverted -> reverted(turn, reverted);
            case FaultFailed failed when failed.failed() == FaultFailed.Failed.REVERT -> stuck(turn, failed);
            case FaultFailed failed -> notInjected(turn, failed);
            case ProbeResult result -> measured(turn, result);
            case ActionTaken taken -> acted(turn, taken);
            case ExperimentRequested _,RunPlanned _,RunCompleted _ -> Optional.of(Ignored.DUPLICATE);
        };
    }

    private static Optional<Ignored> abort(Turn turn, AbortRequested abort) {
        if (turn.isStopped()) {
            return Optional.of(Ignored.LATE);
        }
        turn.stop(abort.halt() ? StopCause.HALTED : StopCause.ABORTED,
                "%s (asked by %s)".formatted(abort.reason(), abort.requestedBy()));
        return HEARD;
    }

    private static Optional<Ignored> fault(Turn turn, StepId step, Standing next) {
        StepState state = turn.standing(step);
        if (state == null || !(kindOf(turn, step) instanceof Step.Inject)) {
            return Optional.of(Ignored.UNEXPECTED);
        }
        Optional<Ignored> ignored = switch (state.standing()) {
            case DUE -> HEARD;
            case INJECTED -> next == Standing.INJECTED ? Optional.of(Ignored.DUPLICATE) : HEARD;
            case STUCK -> next == Standing.OVER ? HEARD : Optional.of(Ignored.DUPLICATE);
            case OVERDUE -> next == Standing.INJECTED ? Optional.of(Ignored.LATE) : HEARD;
            case OVER -> Optional.of(Ignored.DUPLICATE);
            case SKIPPED, DROPPED -> Optional.of(Ignored.UNEXPECTED);
        };
        if (ignored.isEmpty()) {
            turn.put(step, next == Standing.INJECTED ? state.in(next) : StepState.of(next));
        }
        return ignored;
    }

    /** A stop said straight to the injector may be heard of here before who wanted it is: the run is not to go on. */
    private static Optional<Ignored> reverted(Turn turn, FaultReverted reverted) {
        Optional<Ignored> ignored = fault(turn, reverted.step(), Standing.OVER);
        if (ignored.isEmpty() && turn.course() == Course.RUNNING) {
            switch (reverted.reason()) {
                case HALTED -> turn.stop(StopCause.HALTED, HALTED.formatted(reverted.fault(), "reverted"));
                case STOPPED -> turn.stop(StopCause.ABORTED, STOPPED.formatted(reverted.fault(), "reverted"));
                case PLANNED, RECOVERED -> {
                }
            }
        }
        return ignored;
    }

    /** Refused for such a reason every fault to come would be refused too. */
    private static Optional<Ignored> notInjected(Turn turn, FaultFailed failed) {
        Optional<Ignored> ignored = fault(turn, failed.step(), Standing.OVER);
        if (ignored.isEmpty() && turn.course() == Course.RUNNING) {
            if (failed.refusal() == Refusal.HALTED) {
                turn.stop(StopCause.HALTED, HALTED.formatted(failed.fault(), "not injected"));
            } else if (failed.refusal() == Refusal.RUN_STOPPED) {
                turn.stop(StopCause.ABORTED, STOPPED.formatted(failed.fault(), "not injected"));
            }
        }
        return ignored;
    }

    /** Nothing more is broken while something cannot be mended. */
    private static Optional<Ignored> stuck(Turn turn, FaultFailed failed) {
        Optional<Ignored> ignored = fault(turn, failed.step(), Standing.STUCK);
        if (ignored.isEmpty() && turn.course() == Course.RUNNING) {
            turn.stop(StopCause.FAULT_STUCK,
                    "fault %s could not be reverted: %s".formatted(failed.fault(), failed.reason()));
        }
        return ignored;
    }

    private static Optional<Ignored> acted(Turn turn, ActionTaken taken) {
        StepState state = turn.standing(taken.step());
        if (state == null || !(kindOf(turn, taken.step()) instanceof Step.Act)) {
            return Optional.of(Ignored.UNEXPECTED);
        }
        if (!state.isAwaited()) {
            return Optional.of(unawaited(state));
        }
        turn.put(taken.step(), StepState.of(Standing.OVER));
        return HEARD;
    }

    private static Optional<Ignored> measured(Turn turn, ProbeResult result) {
        if (!(kindOf(turn, result.step()) instanceof Step.Measure measure)) {
            return Optional.of(Ignored.UNEXPECTED);
        }
        StepState state = turn.standing(result.step());
        boolean awaited = state != null && state.isAwaited() && state.awaited().contains(result.probe());
        boolean stops = turn.course() == Course.RUNNING && stops(measure, result, awaited);
        if (state != null && awaited) {
            turn.put(result.step(), state.without(result.probe()));
            conclude(turn, measure, result.outcome());
        } else if (!stops) {
            return Optional.of(unawaited(state));
        }
        if (stops) {
            stop(turn, measure, result);
        }
        return HEARD;
    }

    /** A stop condition that is not known to hold ends the run, whatever its author said of failures. */
    private static boolean stops(Step.Measure measure, ProbeResult result, boolean awaited) {
        return switch (measure.phase()) {
            case HYPOTHESIS_BEFORE -> false;
            case STOP_CONDITIONS -> result.stopsRun() || awaited && result.outcome() != Outcome.HELD;
            case HYPOTHESIS_DURING, HYPOTHESIS_END, PRE_FAULT, POST_FAULT, STAGE, HYPOTHESIS_AFTER -> result.stopsRun();
        };
    }

    private static void stop(Turn turn, Step.Measure measure, ProbeResult result) {
        if (measure.phase() == MeasurePhase.STOP_CONDITIONS) {
            String detail = result.decisive().detail();
            turn.stop(StopCause.STOP_CONDITION, "stop condition %s %s%s".formatted(result.probe(),
                    result.outcome() == Outcome.BROKEN ? "does not hold" : "could not be measured",
                    detail == null ? "" : ": " + detail));
        } else {
            turn.stop(StopCause.PROBE_FAILED, "probe %s failed, which ends the run".formatted(result.probe()));
        }
    }

    private static void conclude(Turn turn, Step.Measure measure, Outcome outcome) {
        if (measure.phase() == MeasurePhase.HYPOTHESIS_BEFORE && outcome != Outcome.HELD) {
            turn.breakGate();
        }
        if (measure.phase() == MeasurePhase.HYPOTHESIS_AFTER && outcome == Outcome.BROKEN) {
            turn.deviate();
        }
        if (measure.phase() == MeasurePhase.PRE_FAULT && outcome == Outcome.UNMEASURABLE && measure.fault() != null) {
            new Lane(measure.fault()).disturbance().stream().filter(step -> turn.standing(step) == null)
                    .filter(step -> turn.planned(step) != null)
                    .forEach(step -> turn.put(step, StepState.of(Standing.SKIPPED)));
        }
    }

    private static Ignored unawaited(@Nullable StepState state) {
        if (state == null) {
            return Ignored.UNEXPECTED;
        }
        return state.standing() == Standing.OVERDUE || state.standing() == Standing.DROPPED
                ? Ignored.LATE
                : Ignored.DUPLICATE;
    }

    /** What the run stated itself was as it says; never ignored, so that the time it tells of passes too. */
    private static Optional<Ignored> recall(Turn turn, StepDue due) {
        StepState state = turn.standing(due.step().id());
        if (state != null && state.isAwaited()) {
            turn.put(due.step().id(), state.until(due.deadline()));
        }
        return HEARD;
    }

    private static Optional<Ignored> recall(Turn turn, RunStopping stopping) {
        if (!turn.isStopped()) {
            turn.stop(stopping.cause(), stopping.reason());
        }
        return HEARD;
    }

    private static Optional<Ignored> recallSettled(Turn turn) {
        if (turn.course() != Course.SETTLED) {
            turn.settle();
        }
        return HEARD;
    }

    private static @Nullable Step kindOf(Turn turn, StepId step) {
        PlannedStep planned = turn.planned(step);
        return planned == null ? null : planned.step();
    }
}
