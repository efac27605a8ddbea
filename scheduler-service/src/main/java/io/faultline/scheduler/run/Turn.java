package io.faultline.scheduler.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.PlannedStep;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.contracts.run.StopCause;
import io.faultline.scheduler.run.Run.Progress;
import io.faultline.scheduler.run.StepState.Standing;
import org.jspecify.annotations.Nullable;

/** A run while one decision is made on it: the moves it can make, written down until they are read off as a whole. */
final class Turn {
    private final Run run;
    private final Instant now;
    private final Map<StepId, PlannedStep> plan;
    private final Map<StepId, StepState> steps;
    private final List<RunFact> facts = new ArrayList<>();
    private Course course;
    private boolean gateBroken;
    private boolean deviated;
    private @Nullable Stop stop;

    Turn(Run run, Instant now) {
        this.run = run;
        this.now = now;
        this.plan = run.plan().steps().stream().collect(Collectors.toMap(PlannedStep::id, Function.identity()));
        Progress progress = run.progress();
        this.steps = new HashMap<>(progress.steps());
        this.course = progress.course();
        this.gateBroken = progress.gateBroken();
        this.deviated = progress.deviated();
        this.stop = progress.stop();
    }

    Run run() {
        return run;
    }

    Instant now() {
        return now;
    }

    Course course() {
        return course;
    }

    boolean isGateBroken() {
        return gateBroken;
    }

    @Nullable
    PlannedStep planned(StepId id) {
        return plan.get(id);
    }

    @Nullable
    StepState standing(StepId id) {
        return steps.get(id);
    }

    Instant deadline(PlannedStep awaited) {
        return Objects.requireNonNull(Objects.requireNonNull(steps.get(awaited.id())).deadline());
    }

    Instant graceEnds() {
        return Objects.requireNonNull(stop).at().plus(RunRules.GRACE);
    }

    boolean playsRollbacks() {
        return switch (run.plan().rollbacks()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case DEVIATED -> deviated;
            case DEFAULT ->
                stop == null || stop.cause() != StopCause.ABORTED && stop.cause() != StopCause.HALTED;
        };
    }

    /** The steps that are waited for, in the order of the plan. */
    List<PlannedStep> awaited() {
        return standing(EnumSet.of(Standing.DUE, Standing.INJECTED)).toList();
    }

    boolean areOver(Predicate<PlannedStep> part) {
        return run.plan().steps().stream().filter(part).allMatch(this::isOver);
    }

    boolean areOverBefore(PlannedStep step, Predicate<PlannedStep> part) {
        return step.after().stream().map(plan::get).filter(Objects::nonNull).filter(part).allMatch(this::isOver);
    }

    private boolean isOver(PlannedStep step) {
        StepState state = steps.get(step.id());
        if (state == null || state.isAwaited()) {
            return false;
        }
        return state.standing() != Standing.SKIPPED || areOverBefore(step, before -> true);
    }

    void state(RunFact fact) {
        facts.add(fact);
    }

    void put(StepId step, StepState state) {
        steps.put(step, state);
    }

    /**
     * @param since when a pause began, however late that is noticed; everything else is due now
     * @return whether the step was over at once, because it has no answers
     */
    boolean due(PlannedStep planned, Instant since) {
        if (planned.step() instanceof Step.Pause pause) {
            put(pause.id(), StepState.due(since.plus(pause.duration()), List.of()));
            return false;
        }
        Instant deadline = now.plus(planned.budget());
        state(new StepDue(run.id(), run.project(), planned.step(), now, deadline));
        List<String> awaited = planned.step() instanceof Step.Measure measure
                ? measure.answers().stream().map(Probe::name).toList()
                : List.of();
        boolean unanswered = planned.step() instanceof Step.Measure && awaited.isEmpty();
        put(planned.id(), unanswered ? StepState.of(Standing.OVER) : StepState.due(deadline, awaited));
        return unanswered;
    }

    void breakGate() {
        gateBroken = true;
    }

    void deviate() {
        deviated = true;
    }

    /** From here on only faults in force are waited for; a run that is rolling back already just learns why it ends. */
    void stop(StopCause cause, String reason) {
        stop = new Stop(cause, reason, now);
        state(new RunStopping(run.id(), cause, reason, now));
        if (course == Course.RUNNING) {
            awaited().stream().filter(step -> !(step.step() instanceof Step.Inject)).forEach(this::drop);
            course = Course.STOPPING;
        }
    }

    boolean isStopped() {
        return stop != null;
    }

    void finish(PlannedStep step) {
        put(step.id(), StepState.of(Standing.OVER));
    }

    void drop(PlannedStep step) {
        put(step.id(), StepState.of(Standing.DROPPED));
    }

    void giveUp(PlannedStep step) {
        put(step.id(), StepState.of(Standing.OVERDUE));
    }

    void rollBack() {
        course = Course.ROLLING_BACK;
    }

    void settle() {
        course = Course.SETTLED;
        RunEnding ending = stop != null
                ? RunEnding.STOPPED
                : gateBroken ? RunEnding.GATE_BROKEN : RunEnding.FINISHED;
        List<StepId> overdue = standing(EnumSet.of(Standing.OVERDUE)).map(PlannedStep::id).toList();
        state(new RunSettled(run.id(), ending, stop == null ? null : stop.cause(), reason(), overdue, openFaults(),
                now));
    }

    private @Nullable String reason() {
        if (stop != null) {
            return stop.reason();
        }
        return gateBroken ? "the hypothesis did not hold before the first fault" : null;
    }

    private List<FaultId> openFaults() {
        return standing(EnumSet.of(Standing.DUE, Standing.INJECTED, Standing.STUCK, Standing.OVERDUE))
                .flatMap(step -> step.step() instanceof Step.Inject inject
                        ? Stream.of(inject.fault().id())
                        : Stream.empty())
                .toList();
    }

    private Stream<PlannedStep> standing(Set<Standing> wanted) {
        return run.plan().steps().stream().filter(step -> {
            StepState state = steps.get(step.id());
            return state != null && wanted.contains(state.standing());
        });
    }

    Decision decision() {
        Run next = run.with(new Progress(course, steps, gateBroken, deviated, stop));
        return new Decision(next, facts, Passage.nextWake(this), Optional.empty());
    }
}
