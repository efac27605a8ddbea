package io.faultline.probe.facts;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import io.faultline.contracts.ids.RunId;
import io.faultline.contracts.probe.ProbeMode;
import io.faultline.contracts.run.FaultInjected;
import io.faultline.contracts.run.FaultReverted;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.RunSettled;
import io.faultline.contracts.run.RunStopping;
import io.faultline.contracts.run.Step;
import io.faultline.contracts.run.StepDue;
import io.faultline.probe.assignment.Assignment;
import io.faultline.probe.assignment.Assignments;
import io.faultline.probe.assignment.Leftovers;
import io.faultline.probe.assignment.Workers;
import io.faultline.probe.probe.Time;
import io.faultline.probe.probe.Traces;
import io.faultline.probe.watch.Loops;
import io.faultline.probe.watch.Watch;
import io.faultline.probe.watch.WatchRules;
import io.faultline.probe.watch.Watches;
import io.faultline.runlog.FactListener;
import io.faultline.runlog.ReceivedFact;
import io.faultline.runlog.RunLines;
import io.faultline.runlog.RunLog;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Keeps what a fact asks for in its transaction, and begins the work when that is committed. */
record RunListener(Assignments assignments, Watches watches, Workers workers, Loops loops, RunLog runLog,
        RunLines lines, Traces traces, Time time, Leftovers leftovers) implements FactListener {
    @Override
    public Set<Class<? extends RunFact>> facts() {
        return Set.of(StepDue.class, FaultInjected.class, FaultReverted.class, RunStopping.class, RunSettled.class);
    }

    @Override
    public void on(ReceivedFact received) {
        switch (received.fact()) {
            case StepDue due -> due(due);
            case FaultInjected injected -> injected(injected);
            case FaultReverted reverted -> end(reverted.run(), watch -> watch.probe().mode() == ProbeMode.ON_CHAOS
                    && reverted.fault().equals(watch.fault()));
            case RunStopping stopping -> stopping(stopping, received);
            case RunSettled settled -> settled(settled.run());
            default -> throw new IllegalArgumentException("not asked for: " + received.fact().getClass());
        }
    }

    private void due(StepDue due) {
        if (due.step() instanceof Step.Inject || due.step() instanceof Step.Pause) {
            return;
        }
        Assignment assignment = new Assignment(due, traces.current(), Set.of());
        assignments.keep(assignment);
        begin(WatchRules.beginWith(due, assignment.traceparent(), time.now()));
        if (due.step() instanceof Step.Measure measure && WatchRules.endsLoops(measure.phase())) {
            end(due.run(), watch -> WatchRules.ends(measure, watch));
        }
        if (Assignment.awaited(due.step())) {
            afterCommit(() -> workers.begin(assignment));
        }
    }

    private void injected(FaultInjected injected) {
        assignments.before(injected.run(), injected.fault()).ifPresent(before -> begin(
                WatchRules.beginWithFault(before.due(), before.traceparent(), time.now())));
    }

    private void stopping(RunStopping stopping, ReceivedFact received) {
        RunId run = stopping.run();
        Instant now = time.now();
        for (Watch saved : watches.of(run)) {
            Watch watch = loops.latest(saved.key()).orElse(saved);
            if (watch.phase() != MeasurePhase.STOP_CONDITIONS && watch.tally().broken()
                    && assignments.answer(run, watch.step(), watch.probe().name())) {
                runLog.append(received.project(), WatchRules.result(watch, watch.step(), false, now));
            }
        }
        watches.forget(run);
        assignments.drop(run);
        afterCommit(() -> drop(run));
    }

    private void settled(RunId run) {
        List<Assignment> asked = assignments.of(run);
        watches.forget(run);
        assignments.forget(run);
        afterCommit(() -> {
            drop(run);
            leftovers.end(asked);
            lines.end(run);
        });
    }

    private void drop(RunId run) {
        loops.drop(run);
        workers.drop(run);
    }

    private void begin(List<Watch> begun) {
        watches.begin(begun, time.now());
        afterCommit(() -> begun.forEach(loops::begin));
    }

    private void end(RunId run, Predicate<Watch> which) {
        List<Watch> ended = watches.of(run).stream().filter(which).toList();
        ended.forEach(watch -> watches.end(watch.key()));
        afterCommit(() -> ended.forEach(watch -> loops.end(watch.key())));
    }

    private static void afterCommit(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }
}
