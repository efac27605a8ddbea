package io.faultline.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.faultline.contracts.experiment.Fault;
import io.faultline.contracts.ids.FaultId;
import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.ids.StepId;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.AbortRequested;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.ExperimentRequested;
import io.faultline.contracts.run.FaultFailed;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.PlannedStep;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.RunCompleted;
import io.faultline.contracts.run.RunEnding;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunPart;
import io.faultline.contracts.run.RunPlanned;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import org.jspecify.annotations.Nullable;

/**
 * A run told from its facts, as strictly as an outsider can: each fact must be possible where it stands. What may come
 * late is allowed: answers to steps nobody waits for any more, and the end of a fault the run gave up.
 */
final class RunStory {
    private final RunId run;
    private final List<Stated> facts;
    private final List<Violation> found;
    private final Map<StepId, PlannedStep> plan = new HashMap<>();
    private final Map<StepId, StepDue> due = new HashMap<>();
    private final Map<StepId, FaultStory> faults = new LinkedHashMap<>();
    private final Map<StepId, Set<String>> answers = new HashMap<>();
    private final Set<String> stops = new HashSet<>();
    private final List<RunFact> beforeSettling = new ArrayList<>();
    private @Nullable Stated requested;
    private @Nullable Stated planned;
    private @Nullable Stated stopping;
    private @Nullable Stated settled;
    private @Nullable Stated completed;
    private @Nullable Instant abortedAt;
    private boolean leavesOut;

    private RunStory(RunId run, List<Stated> facts, List<Violation> found) {
        this.run = run;
        this.facts = facts;
        this.found = found;
    }

    static RunStory of(RunId run, List<Stated> facts, List<Violation> found) {
        RunStory story = new RunStory(run, facts, found);
        facts.forEach(story::tell);
        return story;
    }

    RunId run() {
        return run;
    }

    Collection<FaultStory> faults() {
        return faults.values();
    }

    @Nullable
    RunSettled settled() {
        return settled == null ? null : (RunSettled) settled.fact();
    }

    @Nullable
    Stated completed() {
        return completed;
    }

    Stated last() {
        return facts.getLast();
    }

    /** When it was asked for, or first heard of. */
    Instant begun() {
        return facts.getFirst().time();
    }

    @Nullable
    Instant deadline() {
        return planned == null ? null : ((RunPlanned) planned.fact()).deadline();
    }

    /** When its faults had to be mended because it was stopped, if it was. */
    @Nullable
    Instant stoppedAt() {
        Instant stop = stopping == null ? null : ((RunStopping) stopping.fact()).at();
        return stop == null || abortedAt != null && abortedAt.isBefore(stop) ? abortedAt : stop;
    }

    @Nullable
    StepDue due(StepId step) {
        return due.get(step);
    }

    /** What a judge has heard when the run settles. */
    List<RunFact> beforeSettling() {
        return beforeSettling;
    }

    private void tell(Stated stated) {
        if (stated == facts.getFirst() && !(stated.fact() instanceof ExperimentRequested)) {
            wrong(Invariant.I5, "is told before its run was asked for", stated);
        }
        if (settled == null) {
            beforeSettling.add(stated.fact());
        }
        switch (stated.fact()) {
            case ExperimentRequested _ -> requested = once(Invariant.I1, requested, stated);
            case AbortRequested abort -> abortedAt = abortedAt == null ? abort.requestedAt() : abortedAt;
            case RunPlanned plan -> plan(plan, stated);
            case StepDue step -> due(step, stated);
            case RunStopping _ -> {
                stopping = once(Invariant.I5, stopping, stated);
                notAfterSettling(stated);
            }
            case RunSettled end -> settle(end, stated);
            case FaultInjected fact -> fault(fact.step(), fact.fault(), stated);
            case FaultReverted fact -> fault(fact.step(), fact.fault(), stated);
            case FaultFailed fact -> fault(fact.step(), fact.fault(), stated);
            case ProbeResult result -> measured(result, stated);
            case ActionTaken taken -> acted(taken, stated);
            case RunCompleted _ -> complete(stated);
        }
    }

    private Stated once(Invariant invariant, @Nullable Stated before, Stated stated) {
        if (before != null) {
            wrong(invariant, "is told a second time, after " + before.where(), stated);
            return before;
        }
        return stated;
    }

    private void notAfterSettling(Stated stated) {
        if (settled != null) {
            wrong(Invariant.I5, "is told after its run had settled", stated);
        }
    }

    private void plan(RunPlanned fact, Stated stated) {
        planned = once(Invariant.I5, planned, stated);
        notAfterSettling(stated);
        fact.steps().forEach(step -> plan.putIfAbsent(step.id(), step));
    }

    private void due(StepDue fact, Stated stated) {
        notAfterSettling(stated);
        StepId id = fact.step().id();
        PlannedStep step = plan.get(id);
        if (step == null) {
            wrong(Invariant.I5, "step %s is in no plan".formatted(id), stated);
        } else if (step.part() != RunPart.ROLLBACK) {
            if (stopping != null) {
                wrong(Invariant.I5, "step %s is due though the run is stopping".formatted(id), stated);
            }
            step.after().stream().filter(before -> due.containsKey(before) && !isOver(before)).findFirst().ifPresent(
                    before -> wrong(Invariant.I5, "step %s is due before %s is over".formatted(id, before), stated));
        }
        if (due.putIfAbsent(id, fact) != null) {
            wrong(Invariant.I5, "step %s is due a second time".formatted(id), stated);
        }
    }

    private boolean isOver(StepId step) {
        StepDue asked = due.get(step);
        if (asked == null) {
            return true;
        }
        return switch (asked.step()) {
            case Step.Inject _ -> {
                FaultStory story = faults.get(step);
                yield story != null && story.isAnswered();
            }
            case Step.Measure measure -> answers.getOrDefault(step, Set.of())
                    .containsAll(measure.answers().stream().map(Probe::name).toList());
            case Step.Act act -> answers.getOrDefault(step, Set.of()).contains(act.action().name());
            case Step.Pause _ -> true;
        };
    }

    private void fault(StepId step, FaultId fault, Stated stated) {
        StepDue asked = due.get(step);
        Fault wanted = asked != null && asked.step() instanceof Step.Inject inject ? inject.fault() : null;
        if (wanted == null || !wanted.id().equals(fault)) {
            wrong(Invariant.I5, "answers step %s, which no fault %s was due in".formatted(step, fault), stated);
        }
        if (settled != null && !((RunSettled) settled.fact()).openFaults().contains(fault)) {
            wrong(Invariant.I4, "fault %s is told of after its run had settled without it".formatted(fault), stated);
        }
        FaultStory story = faults.computeIfAbsent(step, _ -> new FaultStory(step, fault));
        String trouble = switch (stated.fact()) {
            case FaultInjected _ -> story.inject(stated);
            case FaultReverted _ -> story.revert(stated);
            case FaultFailed failed when failed.failed() == FaultFailed.Failed.REVERT -> story.stick(stated);
            default -> story.refuse(stated);
        };
        if (trouble != null) {
            wrong(Invariant.I5, "fault %s: %s".formatted(fault, trouble), stated);
        }
    }

    /** A probe answers once; one that ends the run may say so although it has answered. */
    private void measured(ProbeResult result, Stated stated) {
        answered(result.step(), stated);
        leavesOut |= result.phase() == MeasurePhase.PRE_FAULT && result.outcome() == Outcome.UNMEASURABLE;
        boolean first = answers.computeIfAbsent(result.step(), _ -> new HashSet<>()).add(result.probe());
        boolean firstStop = result.stopsRun() && stops.add(result.step() + "/" + result.probe());
        if (!first && !firstStop) {
            wrong(Invariant.I5, "probe %s answers step %s a second time".formatted(result.probe(), result.step()),
                    stated);
        }
    }

    private void acted(ActionTaken taken, Stated stated) {
        answered(taken.step(), stated);
        if (!answers.computeIfAbsent(taken.step(), _ -> new HashSet<>()).add(taken.action())) {
            wrong(Invariant.I5, "action %s answers step %s a second time".formatted(taken.action(), taken.step()),
                    stated);
        }
    }

    private void answered(StepId step, Stated stated) {
        if (!due.containsKey(step)) {
            wrong(Invariant.I5, "answers step %s, which was not due".formatted(step), stated);
        }
    }

    private void settle(RunSettled end, Stated stated) {
        if (settled != null) {
            wrong(Invariant.I1, "settles a second time, after " + settled.where(), stated);
            return;
        }
        settled = stated;
        unanswered(stated, Set.copyOf(end.openFaults()));
        if (end.ending() == RunEnding.FINISHED) {
            checkThatAllIsDone(Set.copyOf(end.overdue()), stated);
        }
    }

    /** What was not measurable before a fault keeps the fault from its turn; nothing else is left out. */
    private void checkThatAllIsDone(Set<StepId> overdue, Stated end) {
        plan.values().stream().filter(step -> !(step.step() instanceof Step.Pause)).filter(
                step -> due.containsKey(step.id())
                        ? !isOver(step.id()) && !overdue.contains(step.id())
                        : step.part() != RunPart.ROLLBACK && !leavesOut)
                .forEach(step -> wrong(Invariant.I5, "step %s was %s".formatted(step.id(),
                        due.containsKey(step.id()) ? "not answered" : "never due"), end));
    }

    private void complete(Stated stated) {
        if (settled == null) {
            wrong(Invariant.I5, "is told before its run had settled", stated);
            unanswered(stated, Set.of());
        }
        completed = once(Invariant.I1, completed, stated);
    }

    private void unanswered(Stated end, Set<FaultId> reported) {
        faults.values().stream().filter(story -> story.isUnanswered() && !reported.contains(story.fault())).forEach(
                story -> wrong(Invariant.I4, "fault %s is in force, and not reported open".formatted(story.fault()),
                        end));
    }

    private void wrong(Invariant invariant, String what, Stated stated) {
        found.add(new Violation(invariant, run, what, stated.where()));
    }
}
