package io.faultline.probe.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.wire.DurationText;
import org.jspecify.annotations.Nullable;

/** When loops begin, when they evaluate, and what their result is. */
public final class WatchRules {
    private WatchRules() {}

    /** The loops that begin with this step. */
    public static List<Watch> beginWith(StepDue due, @Nullable String traceparent, Instant now) {
        boolean late = now.isAfter(due.deadline());
        return due.step() instanceof Step.Measure measure && !late
                ? measure.probes().stream().filter(probe -> begins(measure.phase(), probe.mode()))
                        .map(probe -> watch(due, measure, probe, traceparent, now)).toList()
                : List.of();
    }

    /** The loops that begin when the fault is in force whose probes this step brought. */
    public static List<Watch> beginWithFault(StepDue before, @Nullable String traceparent, Instant now) {
        return before.step() instanceof Step.Measure measure
                ? measure.probes().stream().filter(probe -> probe.mode() == ProbeMode.ON_CHAOS)
                        .map(probe -> watch(before, measure, probe, traceparent, now)).toList()
                : List.of();
    }

    /** Whether a loop answers for this probe in this phase, rather than one evaluation. */
    public static boolean answers(MeasurePhase phase, Probe probe) {
        return phase == MeasurePhase.HYPOTHESIS_END || (phase == MeasurePhase.POST_FAULT && probe.mode().repeats());
    }

    /** The loop that answers for this probe in this phase. */
    public static WatchKey key(RunId run, Step.Measure asking, Probe probe) {
        return new WatchKey(run, begunIn(asking.phase()), asking.fault(), probe.name());
    }

    /** Whether loops end with a step of this phase. */
    public static boolean endsLoops(MeasurePhase phase) {
        return begunIn(phase) != phase;
    }

    /** Whether this loop ends with this step. */
    public static boolean ends(Step.Measure step, Watch watch) {
        return endsLoops(step.phase()) && watch.phase() == begunIn(step.phase())
                && Objects.equals(step.fault(), watch.fault());
    }

    /**
     * The loop that goes on from a stop condition's first answer; none from one that ended the run already. It is
     * evaluated next when its time has passed once.
     */
    public static Optional<Watch> beginAfter(ProbeResult answer, StepDue due, @Nullable String traceparent,
            Instant now) {
        return due.step() instanceof Step.Measure measure && measure.phase() == MeasurePhase.STOP_CONDITIONS
                && answer.outcome() == Outcome.HELD
                        ? measure.probes().stream().filter(probe -> probe.name().equals(answer.probe()))
                                .map(probe -> watch(due, measure, probe, traceparent,
                                        now.plus(probe.every()).minus(probe.initialDelay()))
                                        .with(Tally.NONE.plus(answer.decisive())))
                                .findFirst()
                        : Optional.empty();
    }

    private static MeasurePhase begunIn(MeasurePhase phase) {
        return switch (phase) {
            case HYPOTHESIS_END -> MeasurePhase.HYPOTHESIS_DURING;
            case POST_FAULT -> MeasurePhase.PRE_FAULT;
            case HYPOTHESIS_BEFORE, HYPOTHESIS_DURING, STOP_CONDITIONS, PRE_FAULT, STAGE, HYPOTHESIS_AFTER -> phase;
        };
    }

    private static MeasurePhase answeredIn(MeasurePhase phase) {
        return switch (phase) {
            case HYPOTHESIS_DURING -> MeasurePhase.HYPOTHESIS_END;
            case PRE_FAULT -> MeasurePhase.POST_FAULT;
            case HYPOTHESIS_BEFORE, HYPOTHESIS_END, STOP_CONDITIONS, POST_FAULT, STAGE, HYPOTHESIS_AFTER -> phase;
        };
    }

    /** Fixed rate: the next whole distance from the origin; those missed while an evaluation took long are skipped. */
    public static Instant nextTick(Instant origin, Duration every, Instant now) {
        Duration distance = every.compareTo(Probe.SHORTEST_EVERY) < 0 ? Probe.SHORTEST_EVERY : every;
        if (now.isBefore(origin)) {
            return origin;
        }
        long passed = Duration.between(origin, now).dividedBy(distance);
        return origin.plus(distance.multipliedBy(passed + 1));
    }

    /** The loop as it goes on after the service was gone; nobody knows what happened in between. */
    public static Watch resumed(Watch watch, Instant lastSaved, Instant now) {
        Duration gap = Duration.between(lastSaved, now).truncatedTo(ChronoUnit.MILLIS);
        return watch.noting("resumed after a gap of at most " + new DurationText(gap));
    }

    /** Its result as the answer to a step, or, under the step that brought it, as what stops the run. */
    public static ProbeResult result(Watch watch, StepId step, boolean stopsRun, Instant now) {
        Measurement decisive = watch.tally().decisive();
        Measurement shown = decisive == null ? neverEvaluated(now) : noted(decisive, watch.note());
        return new ProbeResult(watch.run(), step, watch.fault(), watch.probe().name(), watch.probe().mode(),
                answeredIn(watch.phase()), shown.outcome(), shown,
                watch.tally().evaluations(), watch.tally().failures(), stopsRun);
    }

    public static Measurement neverEvaluated(Instant now) {
        return new Measurement(Outcome.UNMEASURABLE, now, Duration.ZERO, null,
                "never evaluated: its time was over before its first evaluation");
    }

    private static Measurement noted(Measurement measurement, @Nullable String note) {
        if (note == null) {
            return measurement;
        }
        String detail = measurement.detail() == null ? note : measurement.detail() + "; " + note;
        return new Measurement(measurement.outcome(), measurement.at(), measurement.took(), measurement.actual(),
                detail);
    }

    private static boolean begins(MeasurePhase phase, ProbeMode mode) {
        return phase == MeasurePhase.HYPOTHESIS_DURING
                || (phase == MeasurePhase.PRE_FAULT && mode == ProbeMode.CONTINUOUS);
    }

    private static Watch watch(StepDue due, Step.Measure measure, Probe probe, @Nullable String traceparent,
            Instant now) {
        return new Watch(due.run(), due.project(), measure.id(), measure.phase(), measure.fault(), probe,
                measure.configuration(), measure.secrets(), now, Tally.NONE, null, traceparent,
                measure.infrastructure(), measure.helperPods());
    }
}
