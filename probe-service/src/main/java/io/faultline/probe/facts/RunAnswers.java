package io.faultline.probe.facts;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.faultline.contracts.run.ActionTaken;
import io.faultline.contracts.run.ProbeResult;
import io.faultline.contracts.run.RunFact;
import io.faultline.contracts.run.Step;
import io.faultline.probe.assignment.Answers;
import io.faultline.probe.assignment.Assignment;
import io.faultline.probe.assignment.Assignments;
import io.faultline.probe.probe.Time;
import io.faultline.probe.watch.Loops;
import io.faultline.probe.watch.Watch;
import io.faultline.probe.watch.WatchRules;
import io.faultline.probe.watch.Watches;
import io.faultline.runlog.RunLog;
import org.springframework.transaction.support.TransactionTemplate;

/** An answer is a row and a fact in one transaction: it is given once, and not at all when nobody waits for it. */
record RunAnswers(Assignments assignments, Watches watches, Loops loops, RunLog runLog,
        TransactionTemplate transaction, Time time) implements Answers {
    @Override
    public void give(Assignment assignment, List<? extends RunFact> answers, boolean last) {
        List<Watch> begun = Objects.requireNonNull(transaction.execute(_ -> {
            if (!assignments.hold(assignment.run(), assignment.step(), last)) {
                return List.of();
            }
            List<? extends RunFact> fresh = answers.stream()
                    .filter(each -> assignments.answer(assignment.run(), assignment.step(), name(each))).toList();
            answers.forEach(each -> forgetWatch(assignment, each));
            runLog.append(assignment.due().project(), fresh);
            return goOn(assignment, fresh);
        }));
        begun.forEach(loops::begin);
    }

    private List<Watch> goOn(Assignment assignment, List<? extends RunFact> fresh) {
        Instant now = time.now();
        List<Watch> begun = fresh.stream().filter(ProbeResult.class::isInstance).map(ProbeResult.class::cast)
                .flatMap(each -> WatchRules.beginAfter(each, assignment.due(), assignment.traceparent(), now).stream())
                .toList();
        watches.begin(begun, now);
        return begun;
    }

    private void forgetWatch(Assignment assignment, RunFact answer) {
        if (answer instanceof ProbeResult result && assignment.due().step() instanceof Step.Measure measure) {
            measure.probes().stream().filter(probe -> probe.name().equals(result.probe()))
                    .filter(probe -> WatchRules.answers(measure.phase(), probe))
                    .forEach(probe -> watches.forget(WatchRules.key(result.run(), measure, probe)));
        }
    }

    private static String name(RunFact answer) {
        return switch (answer) {
            case ProbeResult result -> result.probe();
            case ActionTaken taken -> taken.action();
            default -> throw new IllegalArgumentException(answer.getClass() + " answers no step of this service");
        };
    }
}
