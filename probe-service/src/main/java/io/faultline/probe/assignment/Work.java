package io.faultline.probe.assignment;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.faultline.contracts.probe.Measurement;
import io.faultline.contracts.probe.Outcome;
import io.faultline.contracts.probe.Probe;
import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.MeasurePhase;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.Step;
import io.faultline.probe.action.Actions;
import io.faultline.probe.probe.Evaluations;
import io.faultline.probe.probe.Place;
import io.faultline.probe.probe.Time;
import io.faultline.probe.watch.Loops;
import io.faultline.probe.watch.Reports;
import io.faultline.probe.watch.Tally;
import io.faultline.probe.watch.Watch;
import io.faultline.probe.watch.WatchKey;
import io.faultline.probe.watch.WatchRules;
import io.faultline.probe.watch.Watches;

/**
 * Carries an assignment out: loops that end answer first, then each probe is evaluated in the order listed. Done again
 * after a crash it measures again, but answers only what was not answered.
 */
public record Work(Evaluations evaluations, Actions actions, Loops loops, Watches watches, Reports reports,
        Answers answers, Time time) {
    private static final Duration ELSEWHERE = Duration.ofSeconds(4);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final String TOO_LATE = "came too late: it had to be answered by ";

    public void carryOut(Assignment assignment) throws InterruptedException {
        switch (assignment.due().step()) {
            case Step.Measure measure -> measure(assignment, measure);
            case Step.Act act -> act(assignment, act);
            case Step.Inject _,Step.Pause _ -> throw new IllegalArgumentException("not a step of this service");
        }
    }

    private void measure(Assignment assignment, Step.Measure measure) throws InterruptedException {
        List<Probe> open = measure.answers().stream()
                .filter(probe -> !assignment.answered().contains(probe.name())).toList();
        List<Probe> once = open.stream().filter(probe -> !WatchRules.answers(measure.phase(), probe)).toList();
        List<Probe> looped = open.stream().filter(probe -> WatchRules.answers(measure.phase(), probe)).toList();
        if (once.isEmpty() || !looped.isEmpty()) {
            answers.give(assignment, ended(assignment, measure, looped), once.isEmpty());
        }
        for (Probe probe : once) {
            ProbeResult result = evaluated(assignment, measure, probe);
            answers.give(assignment, List.of(result), probe.equals(once.getLast()));
        }
    }

    private List<ProbeResult> ended(Assignment assignment, Step.Measure measure, List<Probe> looped)
            throws InterruptedException {
        List<WatchKey> keys = looped.stream()
                .map(probe -> WatchRules.key(assignment.run(), measure, probe)).toList();
        keys.forEach(loops::end);
        List<ProbeResult> results = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Watch none = new Watch(assignment.run(), assignment.due().project(), measure.id(), measure.phase(),
                    measure.fault(), looped.get(i), measure.configuration(), measure.secrets(), time.now(), Tally.NONE,
                    null, null, measure.infrastructure(), measure.helperPods());
            Optional<Watch> here = loops.ended(keys.get(i));
            Watch seen = (here.isPresent() ? here : elsewhere(keys.get(i), looped.get(i))).orElse(none);
            boolean stopsRun = seen.probe().stopOnFailure() && seen.tally().failures() > 0;
            results.add(WatchRules.result(seen, measure.id(), stopsRun, time.now()));
        }
        return results;
    }

    /** Another instance may run it: that ends it too, within a second and the evaluation it is in. */
    private Optional<Watch> elsewhere(WatchKey key, Probe probe) throws InterruptedException {
        Instant patience = time.now().plus(probe.longestEvaluation()).plus(ELSEWHERE);
        Optional<Watches.Found> found = watches.find(key);
        while (found.isPresent() && !found.get().whole() && time.now().isBefore(patience)) {
            time.sleep(LOOK_AGAIN);
            found = watches.find(key);
        }
        return found.map(Watches.Found::watch);
    }

    private ProbeResult evaluated(Assignment assignment, Step.Measure measure, Probe probe)
            throws InterruptedException {
        if (isLate(assignment)) {
            Measurement late = new Measurement(Outcome.UNMEASURABLE, time.now(), Duration.ZERO, null,
                    TOO_LATE + assignment.due().deadline());
            return result(assignment, measure, probe, late, 0);
        }
        time.sleep(probe.initialDelay());
        Measurement measured = evaluations.evaluate(probe,
                Place.of(assignment.run(), measure), measure.configuration(), measure.secrets());
        reports.sampled(assignment.run(), measure.id(), measure.fault(), probe, measure.phase(), measured,
                Outcome.HELD);
        return result(assignment, measure, probe, measured, 1);
    }

    private static ProbeResult result(Assignment assignment, Step.Measure measure, Probe probe, Measurement measured,
            int evaluations) {
        boolean failed = measured.outcome() != Outcome.HELD;
        boolean stops = probe.stopOnFailure() || measure.phase() == MeasurePhase.STOP_CONDITIONS;
        return new ProbeResult(assignment.run(), measure.id(), measure.fault(), probe.name(), probe.mode(),
                measure.phase(), measured.outcome(), measured, evaluations, failed ? evaluations : 0,
                failed && evaluations > 0 && stops);
    }

    private void act(Assignment assignment, Step.Act act) throws InterruptedException {
        Actions.Taken taken = isLate(assignment)
                ? new Actions.Taken(false, TOO_LATE + assignment.due().deadline())
                : actions.take(act);
        Instant at = time.now();
        answers.give(assignment, List.of(new ActionTaken(assignment.run(), act.id(), act.action().name(),
                taken.succeeded(), taken.detail(), at)), true);
    }

    private boolean isLate(Assignment assignment) {
        return time.now().isAfter(assignment.due().deadline());
    }
}
